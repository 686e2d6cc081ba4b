import type { PodSpec, PodTemplateSpec } from '../../api/core';
import { deepEqual } from '../deep-equal';

/**
 * Pods as the server's own Go types have them: some messages show these instead of the API's words. The fields of each type
 * in their order (pkg/apis/core/types.go): `Name` a string, `:0` a number, `:b` a boolean, `:n` nil when absent, else a type
 * (a value with `!`, otherwise a pointer or list). What is not in the table is shown with capital letters, nothing more.
 */
const types: Readonly<Record<string, string>> = {
  PodSpec:
    'Volumes:n InitContainers:Container Containers:Container EphemeralContainers:n RestartPolicy TerminationGracePeriodSeconds:n ActiveDeadlineSeconds:n DNSPolicy NodeSelector:n ServiceAccountName AutomountServiceAccountToken:n NodeName SecurityContext:PodSecurityContext ImagePullSecrets:n Hostname Subdomain SetHostnameAsFQDN:n Affinity:n SchedulerName Tolerations:Toleration HostAliases:n PriorityClassName Priority:n PreemptionPolicy:n DNSConfig:n ReadinessGates:n RuntimeClassName:n Overhead:n EnableServiceLinks:n TopologySpreadConstraints:n OS:n SchedulingGates:n ResourceClaims:n Resources:n HostnameOverride:n WorkloadRef:n',
  Container:
    'Name Image Command:n Args:n WorkingDir Ports:ContainerPort EnvFrom:n Env:EnvVar Resources:ResourceRequirements! ResizePolicy:n RestartPolicy:n RestartPolicyRules:n VolumeMounts:VolumeMount VolumeDevices:n LivenessProbe:n ReadinessProbe:n StartupProbe:n Lifecycle:n TerminationMessagePath TerminationMessagePolicy ImagePullPolicy SecurityContext:n Stdin:b StdinOnce:b TTY:b',
  ContainerPort: 'Name HostPort:0 ContainerPort:0 Protocol HostIP',
  EnvVar: 'Name Value ValueFrom:n',
  ResourceRequirements: 'Limits:n Requests:n Claims:n',
  VolumeMount: 'Name ReadOnly:b RecursiveReadOnly:n MountPath SubPath MountPropagation:n SubPathExpr',
  Toleration: 'Key Operator Value Effect TolerationSeconds:n',
  PodSecurityContext:
    'HostNetwork:b HostPID:b HostIPC:b ShareProcessNamespace:n HostUsers:n SELinuxOptions:n WindowsOptions:n RunAsUser:n RunAsGroup:n RunAsNonRoot:n SupplementalGroups:n SupplementalGroupsPolicy:n FSGroup:n FSGroupChangePolicy:n Sysctls:n SeccompProfile:n AppArmorProfile:n SELinuxChangePolicy:n',
};

type GoValue = unknown;
type Given = Readonly<Record<string, unknown>>;

/** `DNSPolicy` → `dnsPolicy`, `TTY` → `tty`, `HostIP` → `hostIP` */
const apiName = (goName: string): string =>
  goName === 'SELinuxOptions' || goName === 'SELinuxChangePolicy'
    ? `se${goName.slice(2)}`
    : goName.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (start) => start.toLowerCase());

const acronyms: Readonly<Record<string, string>> = {
  http: 'HTTP',
  tcp: 'TCP',
  grpc: 'GRPC',
  api: 'API',
  ip: 'IP',
};

/** Maps keep their keys. */
const mapFields = new Set(['labels', 'matchLabels', 'nodeSelector', 'limits', 'requests', 'overhead']);

function capitalized(value: unknown): GoValue {
  if (Array.isArray(value)) return value.map(capitalized);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const start = /^(http|tcp|grpc|api|ip)(?=[A-Z]|$)/.exec(key)?.[1] ?? '';
      const name =
        start === ''
          ? key.charAt(0).toUpperCase() + key.slice(1)
          : `${acronyms[start]}${key.slice(start.length)}`;
      return [name, mapFields.has(key) ? each : capitalized(each)];
    }),
  );
}

function goStruct(type: string, given: Given): Readonly<Record<string, GoValue>> {
  const fields = (types[type] ?? '').split(' ').map((text): [string, GoValue] => {
    const [name = '', kind = ''] = text.split(':');
    const value = given[apiName(name)];
    const inner = kind.replace('!', '');
    if (Object.hasOwn(types, inner)) {
      if (Array.isArray(value)) return [name, value.map((item: Given) => goStruct(inner, item))];
      const isThere = value !== undefined || kind.endsWith('!');
      return [name, isThere ? goStruct(inner, (value ?? {}) as Given) : null];
    }
    if (kind === '') return [name, value ?? ''];
    if (kind === '0') return [name, value ?? 0];
    if (kind === 'b') return [name, value ?? false];
    return [name, mapFields.has(apiName(name)) ? (value ?? null) : capitalized(value)];
  });
  return Object.fromEntries(fields);
}

const hostFields = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'] as const;

/** The namespaces of the host belong to the security context there. */
function goPodSpec(spec: PodSpec): Readonly<Record<string, GoValue>> {
  const given = spec as unknown as Given;
  const ofHost = Object.fromEntries(hostFields.map((field) => [field, given[field]]));
  return goStruct('PodSpec', { ...given, securityContext: { ...ofHost, ...spec.securityContext } });
}

/** core.PodTemplateSpec, as it looks in `Invalid value: …`. */
export const goTemplate = ({ metadata, spec }: PodTemplateSpec): GoValue => ({
  ...metadata,
  Spec: goPodSpec(spec),
});

/** A value as go-cmp prints it within one line. */
function literal(value: GoValue, isPointer: boolean): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return isPointer ? `&${JSON.stringify(value)}` : JSON.stringify(value);
  if (typeof value !== 'object') return `${isPointer ? '&' : ''}${String(value)}`;
  const isZero = (each: GoValue) => each === null || each === '' || each === 0 || each === false;
  if (Array.isArray(value)) return `{${value.map((item) => literal(item, false)).join(', ')}}`;
  const shown = Object.entries(value).filter(([, each]) => !isZero(each));
  return `${isPointer ? '&' : ''}{${shown.map(([key, each]) => `${key}: ${literal(each, false)}`).join(', ')}}`;
}

const kindOf = (type: string, field: string) =>
  (types[type] ?? '')
    .split(' ')
    .find((text) => text.split(':')[0] === field)
    ?.split(':')[1] ?? '';

function line(mark: string, depth: number, name: string, width: number, text: string): string {
  return `${mark} ${'\t'.repeat(depth)}${`${name}:`.padEnd(width)} ${text},\n`;
}

/** How many equal fields are shown on either side of a difference. */
const contextFields = 2;

function structDiff(type: string, old: Given, next: Given, depth: number): string {
  const names = Object.keys(old);
  const isChanged = names.map((name) => !deepEqual(old[name], next[name]));
  const isShown = names.map((_, index) =>
    isChanged.slice(Math.max(0, index - contextFields), index + contextFields + 1).some(Boolean),
  );
  const width = Math.max(...names.filter((_, index) => isShown[index]).map((name) => name.length)) + 1;
  let text = '';
  let skipped = 0;
  const flush = () => {
    if (skipped > 0)
      text += `  ${'\t'.repeat(depth)}... // ${skipped} identical field${skipped === 1 ? '' : 's'}\n`;
    skipped = 0;
  };
  names.forEach((name, index) => {
    if (!isShown[index]) {
      skipped++;
      return;
    }
    flush();
    const kind = kindOf(type, name);
    const [before, after] = [old[name], next[name]];
    const isPointer =
      kind !== '' && kind !== '0' && kind !== 'b' && !kind.endsWith('!') && !Array.isArray(before ?? after);
    if (!isChanged[index]) text += line(' ', depth, name, width, literal(before, isPointer));
    else if (kind === 'Container' && Array.isArray(before) && Array.isArray(after))
      text += listDiff(name, before, after, depth);
    else {
      text += line('-', depth, name, width, literal(before, isPointer));
      text += line('+', depth, name, width, literal(after, isPointer));
    }
  });
  flush();
  return text;
}

function listDiff(name: string, old: readonly Given[], next: readonly Given[], depth: number): string {
  const tabs = '\t'.repeat(depth);
  let text = `  ${tabs}${name}: []core.Container{\n`;
  old.forEach((item, index) => {
    const other = next[index] ?? {};
    if (deepEqual(item, other))
      text += `  ${tabs}\t{Name: ${JSON.stringify(item.Name)}, Image: ${JSON.stringify(item.Image)}, ...},\n`;
    else text += `  ${tabs}\t{\n${structDiff('Container', item, other, depth + 2)}  ${tabs}\t},\n`;
  });
  return `${text}  ${tabs}},\n`;
}

/** What go-cmp says about two specs; it shows nested values in a shorter form than go-cmp does. */
export function podSpecDiff(old: PodSpec, next: PodSpec): string {
  return `  core.PodSpec{\n${structDiff('PodSpec', goPodSpec(old), goPodSpec(next), 1)}  }\n`;
}
