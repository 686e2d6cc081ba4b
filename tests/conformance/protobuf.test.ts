import { describe, expect, it } from 'vitest';
import { decodeProtobuf, ProtobufError } from '@/lib/kube-http/protobuf/decode';

/** Bodies that kubectl v1.35.2 sent, in base64, and what was asked for. */
const decode = (base64: string) => decodeProtobuf(Buffer.from(base64, 'base64'));

describe('a protobuf body', () => {
  it('of create deployment --replicas=0 keeps the zero that was said and drops those that were not', () => {
    const body =
      'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50ErgBCh8KA3dlYhIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEoYBCAASDAoKCgNhcHASA3dlYhpsChwKABIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEkwSLgoFbmdpbngSBW5naW54KgAyCgoAEAAYUCIAKgBCAGoAcgCAAQCIAQCQAQCiAQAaADIAQgBKAFIAWABgAGgAggEAigEAmgEAwgEAIgIKACgAOAAaDAgAEAAYACAAKAA4ABoAIgA=';
    expect(decode(body)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        strategy: {},
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [{ name: 'nginx', image: 'nginx', ports: [{ containerPort: 80 }], resources: {} }],
          },
        },
      },
    });
  });

  it('of create job -- echo hi', () => {
    const body =
      'azhzAAoPCghiYXRjaC92MRIDSm9iEoIBChEKAWoSABoAIgAqADIAOABCABJjMmEKEAoAEgAaACIAKgAyADgAQgASTRIqCgFqEgdidXN5Ym94GgRlY2hvGgJoaSoAQgBqAHIAgAEAiAEAkAEAogEAGgVOZXZlcjIAQgBKAFIAWABgAGgAggEAigEAmgEAwgEAGgggACgAMAA6ABoAIgA=';
    expect(decode(body)).toMatchObject({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j' },
      spec: { template: { spec: { containers: [{ command: ['echo', 'hi'] }], restartPolicy: 'Never' } } },
    });
  });

  it('keeps secrets in base64, and names like __proto__ as names', () => {
    const secret = 'azhzAAoMCgJ2MRIGU2VjcmV0Eh0KEQoBeBIAGgAiACoAMgA4AEIAEgYKAWESAWIaABoAIgA=';
    expect(decode(secret)).toMatchObject({ kind: 'Secret', data: { a: 'Yg==' } });
    const map =
      'azhzAAoPCgJ2MRIJQ29uZmlnTWFwEisKEQoBeBIAGgAiACoAMgA4AEIAEg4KCV9fcHJvdG9fXxIBcRIGCgFhEgFiGgAiAA==';
    const { data } = decode(map) as { data: Record<string, string> };
    expect(Object.keys(data)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });

  it('tells a percentage from a number', () => {
    const budget =
      'azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSOgoRCgFwEgAaACIAKgAyADgAQgASGQoJCAEQABoDNTAlEgwKCgoDYXBwEgN3ZWIaCggAGAAgACgAMAAaACIA';
    expect(decode(budget)).toMatchObject({ spec: { minAvailable: '50%' } });
    const service =
      'azhzAAoNCgJ2MRIHU2VydmljZRJiChsKAXgSABoAIgAqADIAOABCAFoICgNhcHASAXgSPwobCgc4MC04MDgwEgNUQ1AYUCIHCAAQkD8aACgAEggKA2FwcBIBeBoAIghOb2RlUG9ydDoAQgBSAFoAYABoABoCCgAaACIA';
    expect(decode(service)).toMatchObject({
      spec: { ports: [{ port: 80, targetPort: 8080 }], type: 'NodePort' },
    });
  });

  it('keeps the kind of an object that stands in no table', () => {
    const quota =
      'azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRIkChEKAXESABoAIgAqADIAOABCABINCgsKBHBvZHMSAwoBMRoAGgAiAA==';
    expect(decode(quota)).toEqual({ apiVersion: 'v1', kind: 'ResourceQuota' });
  });

  it('that is none is refused, however it is broken', () => {
    const good = Buffer.from(
      'azhzAAoMCgJ2MRIGU2VjcmV0Eh0KEQoBeBIAGgAiACoAMgA4AEIAEgYKAWESAWIaABoAIgA=',
      'base64',
    );
    expect(() => decodeProtobuf(Buffer.from('{}'))).toThrow(ProtobufError);
    for (let length = 0; length < good.length; length++)
      for (const letter of [0, 0x7f, 0xff]) {
        const broken = Buffer.from(good);
        broken[length] = letter;
        for (const bytes of [good.subarray(0, length), broken]) {
          try {
            decodeProtobuf(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtobufError);
          }
        }
      }
  });
});
