import type { EndpointAddress, Endpoints } from '../../api/core';
import type { EndpointSlice } from '../../api/other';
import { deepEqual } from '../deep-equal';
import { type FieldError, invalidValue, required } from '../field-error';
import { check, isDNS1123Label, isIPv4, isIPv6, isValidIP, isValidPortNum } from './names';
import { oneOf } from './one-of';
import { plainStrategy } from './plain';
import { changeItems, fill } from './sharing';

/** Endpoints and EndpointSlices (pkg/apis/core/validation, pkg/apis/discovery/validation). Left out: hints, FQDN addresses. */
const protocols = ['SCTP', 'TCP', 'UDP'];

function validateAddress(errors: FieldError[], path: string, { ip, hostname }: EndpointAddress): void {
  check(errors, `${path}.ip`, ip ?? '', isValidIP);
  if (hostname) check(errors, `${path}.hostname`, hostname, isDNS1123Label);
}

export const endpointsStrategy = plainStrategy<Endpoints>({
  default: (endpoints) =>
    changeItems(endpoints, 'subsets', (subset) =>
      changeItems(subset, 'ports', (port) => fill(port, { protocol: 'TCP' })),
    ),
  validateRest(errors, { subsets }) {
    subsets?.forEach(({ addresses = [], notReadyAddresses = [], ports = [] }, index) => {
      const at = `subsets[${index}]`;
      if (addresses.length + notReadyAddresses.length === 0)
        errors.push(required(at, 'must specify `addresses` or `notReadyAddresses`'));
      for (const [field, list] of Object.entries({ addresses, notReadyAddresses }))
        list.forEach((address, each) => {
          validateAddress(errors, `${at}.${field}[${each}]`, address);
        });
      ports.forEach(({ name, port, protocol }, each) => {
        const path = `${at}.ports[${each}]`;
        if (ports.length > 1 && !name) errors.push(required(`${path}.name`));
        else if (name) check(errors, `${path}.name`, name, isDNS1123Label);
        check(errors, `${path}.port`, port ?? 0, isValidPortNum);
        oneOf(errors, `${path}.protocol`, protocol, protocols);
      });
    });
  },
});

/** Names are let through: nobody here resolves them. */
function isAddress(type: EndpointSlice['addressType'], address: string): boolean {
  if (type === 'IPv4') return isIPv4(address);
  return type !== 'IPv6' || isIPv6(address);
}

function validateEndpoints(errors: FieldError[], { endpoints, addressType }: EndpointSlice): void {
  endpoints?.forEach(({ addresses = [] }, index) => {
    const at = `endpoints[${index}].addresses`;
    if (addresses.length === 0) errors.push(required(at, 'must contain at least 1 address'));
    addresses.forEach((address, each) => {
      if (!isAddress(addressType, address))
        errors.push(invalidValue(`${at}[${each}]`, address, `must be a valid ${addressType} address`));
    });
  });
}

export const endpointSliceStrategy = plainStrategy<EndpointSlice>({
  hasGeneration: true,
  default: (slice) =>
    changeItems(fill(slice, { endpoints: [], ports: [] }), 'ports', (port) =>
      fill(port, { name: '', protocol: 'TCP' }),
    ),
  /** Everything of it counts as its spec. */
  prepareForUpdate(next, old) {
    const same = (['endpoints', 'ports', 'addressType'] as const).every((field) =>
      deepEqual(next[field], old[field]),
    );
    if (same && deepEqual(next.metadata.labels, old.metadata.labels)) return next;
    return { ...next, metadata: { ...next.metadata, generation: (old.metadata.generation ?? 0) + 1 } };
  },
  validateRest(errors, slice) {
    oneOf(errors, 'addressType', slice.addressType, ['FQDN', 'IPv4', 'IPv6']);
    validateEndpoints(errors, slice);
    slice.ports?.forEach(({ name, port, protocol }, index) => {
      const at = `ports[${index}]`;
      if (name) check(errors, `${at}.name`, name, isDNS1123Label);
      if (port !== undefined) check(errors, `${at}.port`, port, isValidPortNum);
      oneOf(errors, `${at}.protocol`, protocol, protocols);
    });
  },
  validateChange(errors, next, old) {
    if (next.addressType !== old.addressType)
      errors.push(invalidValue('addressType', next.addressType, 'field is immutable'));
  },
});
