import { timestamp } from '../api/time';
import type { Behaviour, HttpRequest, HttpResponse, ProgramContext } from './image.types';

/** Web servers of the teaching images: nginx, httpd, and the course's own small web app. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `10.244.1.1 - - [02/Mar/2026:09:00:05 +0000] "GET / HTTP/1.1" 200 615`, the start of a line of the common log format. */
function commonLog(
  { method, path, headers }: HttpRequest,
  { status, body }: HttpResponse,
  at: number,
): string {
  const [date = '', time = ''] = timestamp(at).slice(0, -1).split('T');
  const [year, month, day] = date.split('-');
  const from = headers['X-Real-IP'] ?? '10.244.0.1';
  const when = `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
  return `${from} - - [${when}] "${method} ${path} HTTP/1.1" ${status} ${body.length}`;
}

/** Files below `root` are served as they are; a ConfigMap mounted there is served, too. */
const fromFiles =
  (root: string, missing: string) =>
  ({ path }: HttpRequest, { files }: ProgramContext): HttpResponse => {
    const [plain = '/'] = path.split('?');
    const text = files.read(root + (plain.endsWith('/') ? `${plain}index.html` : plain));
    return text === undefined
      ? { status: 404, body: missing, headers: { 'Content-Type': 'text/html' }, afterMs: 1 }
      : { status: 200, body: text, headers: { 'Content-Type': 'text/html' }, afterMs: 1 };
  };

const epochAt = ({ simulation }: ProgramContext, ms: number) => simulation.epochMs + ms;

export const nginxRoot = '/usr/share/nginx/html';

export const nginx: Behaviour = {
  ports: [80],
  memoryBytes: 4_200_000,
  handle: fromFiles(
    nginxRoot,
    '<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  ),
  accessLog: (request, response, context) =>
    `${commonLog(request, response, epochAt(context, context.simulation.nowMs))} "-" "${request.headers['User-Agent'] ?? '-'}" "-"`,
  lines: (context) => {
    const at = timestamp(epochAt(context, context.startedAtMs))
      .slice(0, -1)
      .replaceAll('-', '/')
      .replace('T', ' ');
    const version = context.env.get('NGINX_VERSION') ?? '';
    return [
      '/docker-entrypoint.sh: Configuration complete; ready for start up',
      `${at} [notice] 1#1: using the "epoll" event method`,
      `${at} [notice] 1#1: nginx/${version}`,
      `${at} [notice] 1#1: start worker processes`,
    ].map((text) => ({ afterMs: 0, text }));
  },
  term: { afterMs: 40, exitCode: 0 },
};

export const httpd: Behaviour = {
  ports: [80],
  memoryBytes: 6_900_000,
  handle: fromFiles('/usr/local/apache2/htdocs', '<h1>Not Found</h1>\n'),
  accessLog: (request, response, context) =>
    commonLog(request, response, epochAt(context, context.simulation.nowMs)),
  lines: () => [
    {
      afterMs: 0,
      text: "AH00558: httpd: Could not reliably determine the server's fully qualified domain name. Set the 'ServerName' directive globally to suppress this message",
    },
    { afterMs: 5, text: 'Apache/2.4 (Unix) configured -- resuming normal operations' },
  ],
  term: { afterMs: 60, exitCode: 0 },
};

/**
 * The course's web app, `reconcile/web`: says its version and its Pod's name on every path, is healthy at /healthz, slow at
 * /slow, works hard at /work. The version "broken" answers 500 to everything.
 */
export function web(version: string): Behaviour {
  return {
    ports: [8080],
    memoryBytes: 12_000_000,
    cpuMsPerRequest: 5,
    handle: ({ path }, { env, hostname }) => {
      if (version === 'broken')
        return { status: 500, body: `web broken: cannot read its data\n`, afterMs: 2 };
      const [plain] = path.split('?');
      if (plain === '/healthz') return { status: 200, body: 'ok\n', afterMs: 1 };
      const greeting = env.get('GREETING');
      const body = `${greeting ? `${greeting} ` : ''}web ${version} on ${hostname}\n`;
      return { status: 200, body, afterMs: plain === '/slow' ? 2000 : plain === '/work' ? 100 : 2 };
    },
    accessLog: ({ method, path, headers }, { status }) =>
      `${method} ${path} ${status} ${headers['User-Agent'] ?? '-'}`,
    lines: () => [{ afterMs: 0, text: `web ${version} listens on :8080` }],
    term: { afterMs: 50, exitCode: 0 },
  };
}
