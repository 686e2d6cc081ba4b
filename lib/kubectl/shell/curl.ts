import { getopt } from './options';
import type { HttpAnswer, HttpFailure, Program } from './program.types';

/** curl from the learner's machine, outside the cluster. Left out: everything but plain requests and their answers. */
const plain = 's S i I v f k L silent=s show-error=S include=i head=I verbose=v fail=f insecure=k location=L';
const valued =
  'o m X H d w output=o max-time=m connect-timeout=m request=X header=H data=d write-out=w retry';

export const curl: Program = function* ({ host, args, out, err }) {
  const { flags, values, operands } = getopt('curl', args, plain, valued);
  const [first] = operands;
  if (first === undefined) {
    err('curl: (2) no URL specified\n');
    return 2;
  }
  if (host.http === undefined) {
    err('curl: requests from outside the cluster are not simulated here\n');
    return 1;
  }
  const url = first.includes('://') ? first : `http://${first}`;
  const method = values.get('X') ?? (flags.has('I') ? 'HEAD' : values.has('d') ? 'POST' : 'GET');
  // Without -m curl waits for the system's own limit on connects, a little over two minutes.
  const timeoutMs = values.has('m') ? Number(values.get('m')) * 1000 : 135_000;
  const answer: HttpAnswer | HttpFailure = yield* host.http({ method, url, timeoutMs });
  const isQuiet = flags.has('s') && !flags.has('S');
  if ('exitCode' in answer) {
    if (!isQuiet) err(`curl: (${answer.exitCode}) ${answer.message}\n`);
    return answer.exitCode;
  }
  const { status, statusText, headers, body } = answer;
  if (flags.has('f') && status >= 400) {
    if (!isQuiet) err(`curl: (22) The requested URL returned error: ${status}\n`);
    return 22;
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${statusText}\r\n${lines.join('')}\r\n`;
  const text = (flags.has('i') || flags.has('I') ? head : '') + (flags.has('I') ? '' : body);
  const file = values.get('o');
  if (file === undefined) out(text);
  else if (file !== '/dev/null') host.writeFile(file, text);
  const format = values.get('w');
  if (format !== undefined)
    out(
      format
        .replace(/%\{http_code\}/g, String(status))
        .replace(/\\n/g, '\n')
        .replace(/%\{[a-z_]+\}/g, ''),
    );
  return 0;
};
