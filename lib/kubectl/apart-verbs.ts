import { registerPart } from './apart-parts';
import { goTemplatePrinter } from './go-template/go-template';
import { jsonPathPrinter } from './jsonpath/jsonpath-printer';
import { CustomColumnsPrinter } from './printers/custom-columns';
import { sortBy } from './printers/sort-by';
import { register } from './verbs';
import { attach, cp, debug, portForward, proxy } from './verbs/absent';
import { apiResources, apiVersions } from './verbs/api-resources';
import { auth } from './verbs/auth';
import { autoscale } from './verbs/autoscale';
import { clusterInfo } from './verbs/cluster-info';
import { config } from './verbs/config';
import { describe } from './verbs/describe';
import { diff } from './verbs/diff';
import { cordon, drain, uncordon } from './verbs/drain/drain';
import { edit } from './verbs/edit';
import { events } from './verbs/events';
import { exec } from './verbs/exec';
import { explain } from './verbs/explain';
import { expose } from './verbs/expose';
import { completion, help, options } from './verbs/help';
import { annotate, label } from './verbs/label';
import { patch } from './verbs/patch';
import { replace } from './verbs/replace';
import { rollout } from './verbs/rollout/rollout';
import { run } from './verbs/run';
import { set } from './verbs/set/set';
import { taint } from './verbs/taint';
import { top } from './verbs/top';
import { version } from './verbs/version';
import { wait } from './verbs/wait';
import { emitKyaml } from './yaml/emit-kyaml';

/** Adds the verbs and forms that load apart from the core: `kubectl` is complete afterwards. */
export function registerApart(): void {
  register(
    attach,
    cp,
    debug,
    portForward,
    proxy,
    autoscale,
    diff,
    cordon,
    drain,
    uncordon,
    edit,
    exec,
    expose,
    annotate,
    label,
    patch,
    replace,
    rollout,
    run,
    set,
    taint,
    explain,
    top,
    completion,
    help,
    options,
    describe,
    clusterInfo,
    auth,
    events,
    wait,
    apiResources,
    apiVersions,
    config,
    version,
  );
  registerPart('forms', 'go-template', goTemplatePrinter);
  registerPart('forms', 'jsonpath', jsonPathPrinter(false));
  registerPart('forms', 'jsonpath-as-json', jsonPathPrinter(true));
  registerPart(
    'forms',
    'custom-columns',
    (template, out, { hasNoHeaders }) => new CustomColumnsPrinter(template, out, hasNoHeaders),
  );
  registerPart('emitters', 'kyaml', emitKyaml);
  registerPart('sorters', 'sort-by', sortBy);
}
