import { describe, expect, it } from 'vitest';
import { Gate, type Task } from '@/lib/cluster/process';
import type { ShellHost } from '@/lib/kubectl/shell/program.types';
import { RegularExpression } from '@/lib/kubectl/shell/regular-expression';
import { type RunKubectl, Shell } from '@/lib/kubectl/shell/shell';

/** A learner's folder and a kubectl that says what it was told. */
function begin(kubectl?: RunKubectl) {
  const files = new Map<string, string>();
  const host = {
    readFile: (path: string) => files.get(path),
    writeFile: (path: string, text: string) => void files.set(path, text),
    removeFile: (path: string) => files.delete(path),
    listFiles: () => [...files.keys()].sort(),
  } as unknown as ShellHost;
  const calls: { args: readonly string[]; stdin: string }[] = [];
  const told: RunKubectl = function* (args, { stdin, out }) {
    yield 2;
    calls.push({ args, stdin });
    out(`${args.join(' ')}\n`);
    return 0;
  };
  const shell = new Shell(host, kubectl ?? told);
  return {
    shell,
    files,
    calls,
    type(line: string) {
      const written = { stdout: '', stderr: '' };
      const task = shell.run(line, {
        out: (text) => {
          written.stdout += text;
        },
        err: (text) => {
          written.stderr += text;
        },
      });
      let ms = 0;
      let step = task.next();
      for (; !step.done && ms < 10_000; step = task.next())
        if (typeof step.value === 'number') ms += step.value;
      if (!step.done) task.return(130);
      return { ...written, exitCode: step.done ? step.value : 130, ms };
    },
  };
}

describe('the shell', () => {
  it('takes words apart as bash does', () => {
    const { type } = begin();
    expect(type(`echo a  'b  c' "d 'e'" f\\ g "h\\"i" '$x'`).stdout).toBe("a b  c d 'e' f g h\"i $x\n");
    expect(type('A="1 2"; echo "$A" $A ${B:-none} [$B]').stdout).toBe('1 2 1 2 none []\n');
    expect(type('echo # nothing').stdout).toBe('\n');
  });

  it('joins commands by what became of the one before', () => {
    const { type } = begin();
    expect(type('false && echo a || echo b; echo $?').stdout).toBe('b\n0\n');
    expect(type('true && echo a || echo b').stdout).toBe('a\n');
  });

  it('hands a here-document to kubectl, with variables replaced unless its end is quoted', () => {
    const { type, calls } = begin();
    type('N=web\nkubectl apply -f - <<EOF\nname: $N\nEOF');
    type("k apply -f - <<'EOF'\nname: $N\nEOF");
    expect(calls).toEqual([
      { args: ['apply', '-f', '-'], stdin: 'name: web\n' },
      { args: ['apply', '-f', '-'], stdin: 'name: $N\n' },
    ]);
  });

  it('asks for more lines while a quote or a here-document is open', () => {
    const { shell } = begin();
    expect(shell.isComplete('cat > a <<EOF\nx')).toBe(false);
    expect(shell.isComplete('cat > a <<EOF\nx\nEOF')).toBe(true);
    expect(shell.isComplete("echo 'a")).toBe(false);
    expect(shell.isComplete('echo |')).toBe(false);
    expect(shell.isComplete('echo )')).toBe(true);
  });

  it('writes and reads files', () => {
    const { type, files } = begin();
    type('cat > a.yaml <<EOF\nkind: Pod\nEOF');
    type('echo more >> a.yaml; echo other > b.yaml');
    expect(files.get('a.yaml')).toBe('kind: Pod\nmore\n');
    expect(type('ls').stdout).toBe('a.yaml\nb.yaml\n');
    expect(type('cat *.yaml | wc -l').stdout).toBe('3\n');
    expect(type('rm a.yaml && cat a.yaml')).toMatchObject({
      stderr: 'cat: a.yaml: No such file or directory\n',
      exitCode: 1,
    });
    expect(type('cat < nosuch')).toMatchObject({
      stderr: 'bash: nosuch: No such file or directory\n',
      exitCode: 1,
    });
  });

  it('filters line by line', () => {
    const { type, files } = begin();
    files.set('t', 'NAME READY\nweb-1 1/1\nweb-2 0/1\ndb-1 1/1\n');
    expect(type('grep web t').stdout).toBe('web-1 1/1\nweb-2 0/1\n');
    expect(type('cat t | grep -v NAME | grep -c 1/1').stdout).toBe('2\n');
    expect(type('grep -E "^(web|db)-[12] 1/1$" t | cut -d" " -f1').stdout).toBe('web-1\ndb-1\n');
    expect(type('tail -n +2 t | sort | head -1').stdout).toBe('db-1 1/1\n');
    expect(type("awk 'NR>1 {print $2, $1}' t | uniq").stdout).toBe('1/1 web-1\n0/1 web-2\n1/1 db-1\n');
    expect(type("sed -n '/web/p' t | sed 's/web-\\([0-9]\\)/\\1=&/g'").stdout).toBe(
      '1=web-1 1/1\n2=web-2 0/1\n',
    );
    expect(type('grep nosuch t').exitCode).toBe(1);
    expect(type('echo -n secret | base64; echo c2VjcmV0 | base64 -d').stdout).toBe('c2VjcmV0\nsecret');
  });

  it('replaces $(commands), and gives output on as arguments', () => {
    const { type, calls } = begin();
    type('kubectl delete $(echo "pod/a pod/b")');
    type('echo pod/a pod/b | xargs kubectl delete');
    expect(calls.map(({ args }) => args)).toEqual([
      ['delete', 'pod/a', 'pod/b'],
      ['delete', 'pod/a', 'pod/b'],
    ]);
  });

  it('shows filtered lines of a watch while it goes on, and stops the watch when head has enough', () => {
    let isStopped = false;
    const { type } = begin(function* (_args, { out }): Task<number> {
      const gate = new Gate<void>();
      try {
        for (let count = 1; ; count++) {
          out(`web ${count}\ndb ${count}\n`);
          yield count < 100 ? 1000 : (gate as Gate<unknown>);
        }
      } finally {
        isStopped = true;
      }
    });
    expect(type('kubectl get pods -w | grep web | head -2').stdout).toBe('web 1\nweb 2\n');
    expect(isStopped).toBe(true);
  });

  it('sleeps and watches in virtual time', () => {
    const { type, calls } = begin();
    expect(type('sleep 1.5; sleep 2').ms).toBe(3500);
    expect(type('watch -n 5 kubectl get pods').stdout).toContain(
      'Every 5.0s: kubectl get pods\n\nget pods\n',
    );
    expect(calls.length).toBe(2);
  });

  it('says what it does not know', () => {
    const { type } = begin();
    expect(type('foo bar')).toMatchObject({ stderr: 'bash: foo: command not found\n', exitCode: 127 });
    expect(type('constructor')).toMatchObject({
      stderr: 'bash: constructor: command not found\n',
      exitCode: 127,
    });
    expect(type('for i in 1 2; do echo $i; done')).toMatchObject({
      exitCode: 2,
      stderr: 'bash: for: not simulated in this shell\n',
    });
    expect(type('echo a &').exitCode).toBe(2);
    expect(type('| x').stderr).toBe("bash: syntax error near unexpected token `|'\n");
  });

  it('knows aliases and history', () => {
    const { type, calls } = begin();
    type("alias kgp='kubectl get pods'");
    type('kgp -A');
    expect(calls[0]?.args).toEqual(['get', 'pods', '-A']);
    expect(type('history').stdout).toBe(
      "    1  alias kgp='kubectl get pods'\n    2  kgp -A\n    3  history\n",
    );
  });
});

describe('a regular expression', () => {
  const finds = (source: string, text: string) => new RegularExpression(source, true).exec(text)?.groups[0];

  it('agrees with the platform’s own on ordinary patterns', () => {
    const sources = [
      'a(b|c)*d',
      '^x|y$',
      '[^a-c]+',
      'a{2,3}b?',
      '(a*)(b+)',
      '.*z',
      'a|ab|abc',
      '(x|y|)z',
      'b*|a',
      '[[:digit:]]+',
    ];
    const texts = ['abcbd', 'xay', 'ddabc', 'aaab', 'bb', 'zzaz', 'abc', 'xyz', 'a1b22'];
    for (const source of sources)
      for (const text of texts)
        expect(`${source} ${text}: ${finds(source, text)}`).toBe(
          `${source} ${text}: ${new RegExp(source.replace('[:digit:]', '0-9')).exec(text)?.[0]}`,
        );
  });

  it('answers soon where backtracking would not end', () => {
    expect(finds('(a+)+(a|aa)*$', `${'a'.repeat(2000)}b`)).toBeUndefined();
    expect(finds('(x+x+)+y', 'x'.repeat(2000))).toBeUndefined();
  });

  it('refuses what is none', () => {
    for (const source of ['(', ')', '[a', 'a{3,1}', '(a{255}){255}{255}', '\\'])
      expect(() => new RegularExpression(source, true), source).toThrow(Error);
  });
});
