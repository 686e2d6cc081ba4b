/**
 * Which lists a strategic merge patch merges, and by what key (the patchStrategy and patchMergeKey tags of k8s.io/api). The
 * names of the fields are enough for the kinds the cluster serves; only `ports` means two things.
 */
const keys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  env: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  secrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  schedulingGates: 'name',
  resourceClaims: 'name',
  conditions: 'type',
  addresses: 'type',
  ownerReferences: 'uid',
  // Lists of plain values that merge.
  finalizers: '',
  podCIDRs: '',
};

const replaced = new Set([
  'data',
  'binaryData',
  'stringData',
  'matchLabels',
  'labels',
  'annotations',
  'nodeSelector',
  'selector',
]);

/**
 * @param parent the field that holds the object that holds the list
 * @returns the merge key, `''` for a list of plain values that merges, undefined for a list that is replaced
 */
export function mergeKeyOf(field: string, parent: string): string | undefined {
  // The keys of a map of strings are no fields.
  if (replaced.has(parent)) return undefined;
  if (field === 'ports')
    return /ontainers$/.test(parent) ? 'containerPort' : parent === 'spec' ? 'port' : undefined;
  return Object.hasOwn(keys, field) ? keys[field] : undefined;
}

/** Objects of which only the given fields stay (patchStrategy retainKeys): a volume's source, a Deployment's strategy. */
export const retainsKeys = (field: string) => field === 'strategy' || field === 'volumes';
