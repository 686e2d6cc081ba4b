import { failure } from '../../cli-error';
import type { Invocation } from '../../kubectl.types';
import { build, fetchInfo } from '../../resource/builder';
import { createSubcommand } from './create-subcommand';

/** `kubectl create deployment` and `create job` (pkg/cmd/create/create_deployment.go, create_job.go). Left out: CronJobs, and so --from. */
export const createDeployment = createSubcommand({
  name: 'deployment',
  aliases: ['deploy'],
  summary: 'Create a deployment with the specified name.',
  usage: 'deployment NAME --image=image -- [COMMAND] [args...]',
  flags: [
    {
      name: 'image',
      type: 'strings',
      isRequired: true,
      usage: 'Image of a container; several make several containers.',
    },
    { name: 'port', type: 'int', default: -1, usage: 'The port the first container listens on.' },
    { name: 'replicas', short: 'r', type: 'int', default: 1, usage: 'How many Pods.' },
  ],
  kind: ['apps/v1', 'Deployment', 'deployments'],
  takesCommand: true,
  generate: ({ flags, argsAfterDashes: command = [] }, name) => {
    const images = flags.strings('image').flatMap((image) => (image === '' ? [] : image.split(',')));
    if (images.length > 1 && command.length > 0)
      throw failure('cannot specify multiple --image options and command');
    const port = flags.int('port');
    const containers = images.map((image, index) => ({
      name: containerName(image),
      image,
      ...(index === 0 && command.length > 0 && { command }),
      ...(index === 0 && port >= 0 && { ports: [{ containerPort: port }] }),
      resources: {},
    }));
    const labels = { app: name };
    return {
      metadata: { labels },
      spec: {
        replicas: flags.int('replicas'),
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: containers.length > 0 ? containers : null } },
        strategy: {},
      },
      status: {},
    };
  },
});

const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** The last part of an image's name, without tag and digest. Where a letter had to be replaced upstream adds five by chance. */
function containerName(image: string): string {
  const plain = (image.split('/').at(-1) ?? '').replace(/[:@].*$/, '');
  const replaced = plain.replace(/[^a-zA-Z0-9-]/g, '-');
  if (replaced === plain) return plain;
  let hash = 7;
  for (const char of image) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 14_348_907;
  let suffix = '';
  for (let count = 0; count < 5; count++, hash = Math.floor(hash / 27)) suffix += letters[hash % 27];
  return `${replaced}-${suffix}`;
}

export const createJob = createSubcommand({
  name: 'job',
  summary: 'Create a job with the specified name.',
  usage: 'job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  flags: [
    { name: 'image', type: 'string', usage: 'Image of the container.' },
    { name: 'from', type: 'string', usage: 'The CronJob to create the Job from.' },
  ],
  kind: ['batch/v1', 'Job', 'jobs'],
  takesCommand: true,
  generate: (invocation, name) => {
    const { flags, argsAfterDashes: command = [] } = invocation;
    const [image, from] = [flags.string('image'), flags.string('from')];
    if ((image === '') === (from === '')) throw failure('either --image or --from must be specified');
    if (from !== '') refuseSource(invocation, from);
    const container = { name, image, ...(command.length > 0 && { command }), resources: {} };
    return {
      spec: { template: { metadata: {}, spec: { containers: [container], restartPolicy: 'Never' } } },
      status: {},
    };
  },
});

/** A Job is made from a CronJob only, and the cluster has none. */
function refuseSource(invocation: Invocation, from: string): never {
  const [info] = build(invocation, { args: [from] }).infos;
  if (info === undefined) throw failure('from must be an existing cronjob');
  fetchInfo(invocation, info);
  throw failure(`unknown object type *${info.mapping.version}.${info.mapping.kind}`);
}
