import { register } from './verbs';
import { apiResources, apiVersions } from './verbs/api-resources';
import { auth } from './verbs/auth';
import { clusterInfo } from './verbs/cluster-info';
import { config } from './verbs/config';
import { describe } from './verbs/describe';
import { events } from './verbs/events';
import { version } from './verbs/version';
import { wait } from './verbs/wait';

/** Adds the verbs and forms that load apart from the core: `kubectl` is complete afterwards. */
export function registerApart(): void {
  register(describe, clusterInfo, auth, events, wait, apiResources, apiVersions, config, version);
}
