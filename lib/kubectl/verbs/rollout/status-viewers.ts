import type { DaemonSet, Deployment, StatefulSet } from '../../../cluster/api/apps';
import type { KubeDocument } from '../../kube-document';

/** How far a rollout is (k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go). */
export interface RolloutStatus {
  readonly text: string;
  readonly isDone: boolean;
}

const going = (text: string): RolloutStatus => ({ text: `${text}...\n`, isDone: false });
const done = (text: string): RolloutStatus => ({ text: `${text}\n`, isDone: true });

const revisionAnnotation = 'deployment.kubernetes.io/revision';

function deployment({ metadata, spec, status }: Deployment, revision: number): RolloutStatus {
  const { name } = metadata;
  const running = Number(metadata.annotations?.[revisionAnnotation] ?? 0);
  if (revision > 0 && revision !== running)
    throw new Error(`desired revision (${revision}) is different from the running revision (${running})`);
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
    return going('Waiting for deployment spec update to be observed');
  const progressing = (status.conditions ?? []).find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    throw new Error(`deployment ${JSON.stringify(name)} exceeded its progress deadline`);
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const waiting = `Waiting for deployment ${JSON.stringify(name)} rollout to finish:`;
  if (updatedReplicas < spec.replicas)
    return going(`${waiting} ${updatedReplicas} out of ${spec.replicas} new replicas have been updated`);
  if (replicas > updatedReplicas)
    return going(`${waiting} ${replicas - updatedReplicas} old replicas are pending termination`);
  if (availableReplicas < updatedReplicas)
    return going(`${waiting} ${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  return done(`deployment ${JSON.stringify(name)} successfully rolled out`);
}

const onlyRolling = 'rollout status is only available for RollingUpdate strategy type';

function daemonSet({ metadata, spec, status }: DaemonSet): RolloutStatus {
  if (spec.updateStrategy.type !== 'RollingUpdate') throw new Error(onlyRolling);
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0))
    return going('Waiting for daemon set spec update to be observed');
  const { desiredNumberScheduled: desired, updatedNumberScheduled = 0, numberAvailable = 0 } = status;
  const waiting = `Waiting for daemon set ${JSON.stringify(metadata.name)} rollout to finish:`;
  if (updatedNumberScheduled < desired)
    return going(`${waiting} ${updatedNumberScheduled} out of ${desired} new pods have been updated`);
  if (numberAvailable < desired)
    return going(`${waiting} ${numberAvailable} of ${desired} updated pods are available`);
  return done(`daemon set ${JSON.stringify(metadata.name)} successfully rolled out`);
}

function statefulSet({ metadata, spec, status }: StatefulSet): RolloutStatus {
  if (spec.updateStrategy.type !== 'RollingUpdate') throw new Error(onlyRolling);
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0 } = status;
  if (observedGeneration === 0 || (metadata.generation ?? 0) > observedGeneration)
    return going('Waiting for statefulset spec update to be observed');
  if (readyReplicas < spec.replicas)
    return going(`Waiting for ${spec.replicas - readyReplicas} pods to be ready`);
  const partition = spec.updateStrategy.rollingUpdate?.partition;
  if (partition !== undefined) {
    const wanted = spec.replicas - partition;
    return updatedReplicas < wanted
      ? going(
          `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${wanted} new pods have been updated`,
        )
      : done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (status.updateRevision !== status.currentRevision)
    return going(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${status.updateRevision}`,
    );
  return done(
    `statefulset rolling update complete ${currentReplicas} pods at revision ${status.currentRevision}...`,
  );
}

/** @throws Error for kinds that have no rollouts, and when the rollout cannot end well */
export function rolloutStatus(object: KubeDocument, revision: number): RolloutStatus {
  const { apiVersion = '', kind = '' } = object;
  const typed = object as unknown;
  if (kind === 'Deployment') return deployment(typed as Deployment, revision);
  if (kind === 'DaemonSet') return daemonSet(typed as DaemonSet);
  if (kind === 'StatefulSet') return statefulSet(typed as StatefulSet);
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  throw new Error(`no status viewer has been implemented for ${kind}${group}`);
}
