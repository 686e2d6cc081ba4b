import type { Task } from '../process';
import type { Behaviour, Image, Program, ProgramContext } from './image.types';
import { httpd, nginx, nginxRoot, web } from './servers';

/** The images of the course whose inside matters, by their names; a new one is one more row. */
export interface Row {
  readonly size: number;
  /** Which tags there are; the ordinary ones when absent. */
  readonly tags?: RegExp;
  readonly make: (tag: string) => ImageInside;
}

export const megabyte = 1_000_000;

/** What an image is besides its size and how it is run. */
export type ImageInside = Omit<Image, 'sizeBytes' | 'pullMs' | 'runner'>;

/** A program that stands and waits. */
export const stands =
  (behaviour: Behaviour): Program =>
  () =>
    behaviour;
const welcome =
  '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n';

/** An image with a shell. */
export const plain = (rest: Partial<Image> & Pick<Image, 'cmd'>): ImageInside => ({
  hasShell: true,
  ...rest,
});

/** A database that will not start without its password. */
const database = (port: number, memory: number, variables: readonly string[], complaint: string) =>
  plain({
    cmd: ['docker-entrypoint.sh'],
    tools: ['bash'],
    programs: {
      'docker-entrypoint.sh': (_, { env }) =>
        variables.some((name) => env.has(name))
          ? {
              ports: [port],
              listensAfterMs: 3000,
              memoryBytes: memory * megabyte,
              lines: () => [{ afterMs: 3000, text: 'database system is ready to accept connections' }],
              term: { afterMs: 300, exitCode: 0 },
            }
          : { lines: () => [{ afterMs: 0, text: complaint }], ends: { afterMs: 50, exitCode: 1 } },
    },
  });

function* generateLoad(_: readonly string[], context: ProgramContext): Task<number> {
  const target = context.env.get('TARGET') ?? 'http://web';
  const [, host = 'web', port = '80', path = '/'] =
    /^(?:http:\/\/)?([^/:]+)(?::(\d+))?(\/.*)?$/.exec(target) ?? [];
  const count = Math.max(1, Number(context.env.get('RATE') ?? 10) || 1);
  for (;;) {
    const request = { method: 'GET', path, headers: { Host: host, 'User-Agent': 'load' }, count };
    const answer = yield* context.dial(host, Number(port), request, 5000);
    context.log('failure' in answer ? `${target} ${answer.failure}` : `${target} ${answer.status} x${count}`);
    yield 1000;
  }
}

export const rows: Readonly<Record<string, Row>> = {
  nginx: {
    size: 59.8,
    tags: /^(latest|stable|mainline|alpine|perl|1(\.([0-9]|[12]\d)(\.\d{1,2})?)?)(-(alpine|perl|slim|bookworm|trixie))*$/,
    make: (tag) =>
      plain({
        entrypoint: ['/docker-entrypoint.sh'],
        cmd: ['nginx', '-g', 'daemon off;'],
        env: {
          NGINX_VERSION:
            /^1\.\d+\.\d+/.exec(tag)?.[0] ??
            (/^1\.\d+/.test(tag) ? `${/^1\.\d+/.exec(tag)?.[0]}.0` : '1.29.4'),
        },
        files: {
          [`${nginxRoot}/index.html`]: welcome,
          '/etc/nginx/nginx.conf': 'user  nginx;\nworker_processes  auto;\n',
        },
        programs: { 'docker-entrypoint.sh': stands(nginx), nginx: stands(nginx) },
        tools: ['bash', 'curl'],
      }),
  },
  httpd: {
    size: 45,
    make: () =>
      plain({
        cmd: ['httpd-foreground'],
        files: { '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n' },
        programs: { 'httpd-foreground': stands(httpd) },
        tools: ['bash'],
      }),
  },
  redis: {
    size: 52,
    make: () =>
      plain({
        cmd: ['redis-server'],
        programs: {
          'redis-server': stands({
            ports: [6379],
            memoryBytes: 9 * megabyte,
            lines: () => [{ afterMs: 10, text: '1:M * Ready to accept connections tcp' }],
            term: { afterMs: 30, exitCode: 0 },
          }),
        },
        tools: ['bash'],
      }),
  },
  busybox: { size: 2.2, make: () => plain({ cmd: ['sh'] }) },
  postgres: {
    size: 155,
    make: () =>
      database(
        5432,
        40,
        ['POSTGRES_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD'],
        'Error: Database is uninitialized and superuser password is not specified.',
      ),
  },
  mysql: {
    size: 230,
    make: () =>
      database(
        3306,
        400,
        ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD'],
        '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
      ),
  },
  'registry.k8s.io/pause': {
    size: 0.32,
    make: () => ({
      hasShell: false,
      entrypoint: ['/pause'],
      programs: { pause: stands({ memoryBytes: 300_000, term: { afterMs: 5, exitCode: 0 } }) },
    }),
  },
  'registry.k8s.io/e2e-test-images/agnhost': {
    size: 53,
    make: () => {
      const serve: Behaviour = {
        ports: [8080, 9376, 80],
        memoryBytes: 8 * megabyte,
        handle: ({ path }, { hostname }) => ({
          status: 200,
          body: path === '/hostname' || path === '/' ? hostname : 'ok',
          afterMs: 1,
        }),
        term: { afterMs: 30, exitCode: 0 },
      };
      return plain({
        entrypoint: ['/agnhost'],
        cmd: ['pause'],
        programs: { agnhost: stands(serve) },
        tools: ['curl'],
      });
    },
  },
  'hashicorp/http-echo': {
    size: 4,
    make: () => ({
      hasShell: false,
      entrypoint: ['/http-echo'],
      programs: {
        'http-echo': (argv) => {
          const text =
            argv.find((arg) => /^-?-text=/.test(arg))?.replace(/^-?-text=/, '') ??
            argv[argv.indexOf('-text') + 1];
          const port = Number(/-listen=:(\d+)/.exec(argv.join(' '))?.[1] ?? 5678);
          return {
            ports: [port],
            handle: () => ({ status: 200, body: `${text ?? 'hello-world'}\n`, afterMs: 1 }),
            term: { afterMs: 10, exitCode: 0 },
          };
        },
      },
    }),
  },
  'polinux/stress': { size: 4, make: () => plain({ cmd: ['stress'], tools: ['bash', 'stress'] }) },
  'reconcile/web': {
    size: 14,
    tags: /^(v1|v2|v3|latest|broken)$/,
    make: (tag) => {
      const version = tag === 'latest' ? 'v1' : tag;
      return plain({
        cmd: ['web'],
        env: { VERSION: version },
        programs: { web: stands(web(version)) },
        tools: ['curl'],
      });
    },
  },
  // It needs half a minute until it answers.
  'reconcile/slow-start': {
    size: 14,
    make: () =>
      plain({
        cmd: ['web'],
        programs: {
          web: stands({
            ...web('slow-start'),
            listensAfterMs: 30_000,
            lines: () => [
              { afterMs: 0, text: 'loading data' },
              { afterMs: 30_000, text: 'web listens on :8080' },
            ],
          }),
        },
      }),
  },
  // It ends with 1 after five seconds.
  'reconcile/crash': {
    size: 14,
    make: () =>
      plain({
        cmd: ['crash'],
        programs: {
          crash: stands({
            lines: () => [
              { afterMs: 0, text: 'starting' },
              { afterMs: 5000, text: 'fatal: cannot connect to the database' },
            ],
            ends: { afterMs: 5000, exitCode: 1 },
            term: { afterMs: 10, exitCode: 0 },
          }),
        },
      }),
  },
  // Ten MiB more every second.
  'reconcile/leak': {
    size: 14,
    make: () =>
      plain({ cmd: ['leak'], programs: { leak: stands({ ...web('leak'), memoryPerSecond: 10 * 2 ** 20 }) } }),
  },
  // RATE requests a second to TARGET, as one request that counts for all.
  'reconcile/load': {
    size: 14,
    make: () => plain({ cmd: ['load'], programs: { load: generateLoad } }),
  },
  'reconcile/burn': {
    size: 14,
    make: () =>
      plain({
        cmd: ['burn'],
        programs: { burn: stands({ cpuMilli: 1000, term: { afterMs: 10, exitCode: 0 } }) },
      }),
  },
};
