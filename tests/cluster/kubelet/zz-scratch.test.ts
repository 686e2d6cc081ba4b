import { it } from 'vitest';
import { beginNode } from './one-node';
import { nodes, leases, pods } from '@/lib/cluster/api/resources';
it('x', () => {
  const n = beginNode();
  n.seconds(3);
  console.log(n.told('node-1'), n.server.list(leases).items.map(l=>JSON.stringify(l.spec)));
  n.run('a', {});
  n.seconds(5);
  console.log(JSON.stringify(n.pod('a').status)); console.log(n.told('a'));
  n.run('crash', { command: ['sh','-c','sleep 2; exit 1'], image: 'busybox' });
  n.run('live', { livenessProbe: {exec:{command:['cat','/tmp/healthy']}, periodSeconds:2, failureThreshold:3, timeoutSeconds:1, successThreshold:1} });
  n.run('delay', { readinessProbe: {exec:{command:['ls']}, initialDelaySeconds:5, periodSeconds:2, failureThreshold:3, timeoutSeconds:1, successThreshold:1} });
  let l='';for (let i=0;i<100;i++){ n.seconds(1); const s=n.state('crash')+' '+n.pod('crash').status.containerStatuses?.[0]?.restartCount+' live '+n.state('live')+' '+n.pod('live').status.containerStatuses?.[0]?.restartCount+' delay '+n.pod('delay').status.containerStatuses?.[0]?.ready; if(s!==l)console.log(i, s);l=s }
  console.log(n.told('crash'),n.told('live'));
  n.server.delete(pods,'default','a',{});
  for (let i=0;i<20;i++){ n.seconds(0.1); console.log(i, n.has('a') && n.pod('a').status.phase, n.has('a') && n.state('a')) }
  console.log(n.told('a'));
  n.server.delete(pods,'default','live',{});
  n.server.delete(pods,'default','crash',{});
  n.server.delete(pods,'default','delay',{});
  n.seconds(3);
  console.log(n.server.list(pods).items.length, n.kubelet.runtime.sandboxes.size);
});
