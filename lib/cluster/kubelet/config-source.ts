import type { ConfigMap, Secret } from '../api/core';
import type { KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import { configMaps, secrets } from '../api/resources';
import type { Client } from '../client-go/client';
import { StatusError } from '../kube-apiserver/status-error';
import type { Task } from '../process';

/**
 * Reads the ConfigMaps and Secrets that Pods name (pkg/kubelet/configmap, pkg/kubelet/secret). Upstream keeps a watch on
 * each while a Pod uses it; here each use asks again, which shows the same.
 */
export class ConfigSource {
  private readonly accounts = new Map<string, Map<string, string>>();

  constructor(private readonly client: Client) {}

  /**
   * What stands in every Pod's /var/run/secrets/kubernetes.io/serviceaccount. Every namespace has the certificate, so it is
   * not asked for; one set of files serves all Pods of a namespace.
   */
  serviceAccount(namespace: string): Map<string, string> {
    let files = this.accounts.get(namespace);
    if (files === undefined) {
      files = new Map([
        ['token', 'eyJhbGciOiJSUzI1NiIsImtpZCI6IiJ9.e30.'],
        ['ca.crt', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n'],
        ['namespace', namespace],
      ]);
      this.accounts.set(namespace, files);
    }
    return files;
  }

  /** A text is the error; undefined: not there, and that is allowed. */
  configMap(namespace: string, name: string, isOptional = false): Task<ConfigMap | string | undefined> {
    return this.get(configMaps, namespace, name, isOptional);
  }

  secret(namespace: string, name: string, isOptional = false): Task<Secret | string | undefined> {
    return this.get(secrets, namespace, name, isOptional);
  }

  private *get<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string,
    name: string,
    isOptional: boolean,
  ): Task<T | string | undefined> {
    try {
      return yield* this.client.get(resource, namespace, name);
    } catch (error) {
      if (!(error instanceof StatusError) || error.code !== 404) throw error;
      return isOptional ? undefined : `${resource.singular} "${name}" not found`;
    }
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Text out of base64; bytes are read as UTF-8, what is not stays a replacement character. */
export function decodeBase64(text: string): string {
  let bits = 0;
  let count = 0;
  let encoded = '';
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    encoded += `%${((bits >> count) & 255).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded.replace(/%([0-9a-f]{2})/g, (_, hex: string) => {
      const code = Number.parseInt(hex, 16);
      return code < 128 ? String.fromCharCode(code) : '\uFFFD';
    });
  }
}
