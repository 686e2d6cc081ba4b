import type { Behaviour, Image } from './image.types';
import { shellRunner } from './programs';
import type { ImageReference } from './reference';
import { accessDenied, type PullAnswer, registryOf, tagNotFound } from './registry';
import { megabyte, plain, type Row, rows, stands } from './teaching-rows';

/**
 * The images of the course: those whose inside matters are described here, others of common names pull and run plainly, and
 * a name nobody knows is refused as Docker Hub refuses it. Sizes are about those of the real ones (linux/amd64, compressed).
 */
/** Download and unpacking together. */
const bytesPerMs = 25_000;
/** What a pull takes at least: names, manifests. */
const overheadMs = 400;
/** How long the answer takes that there is no such image. */
const refusalMs = 600;

const ordinaryTags =
  /^(latest|stable|alpine|slim|v?\d{1,4}(\.\d{1,4}){0,3})(-?(alpine|slim|bookworm|trixie|noble|jammy)[\d.]*|-r\d+)*$/;

/** A server that only matters for being there: `name size port memory`. */
const plainServers = [
  'memcached 32 11211 3',
  'mongo 290 27017 90',
  'rabbitmq 110 5672 120',
  'mariadb 118 3306 95',
  'wordpress 230 80 45',
  'jenkins/jenkins 280 8080 300',
  'grafana/grafana 140 3000 60',
  'prom/prometheus 110 9090 50',
  'traefik 50 80 30',
  'haproxy 40 80 20',
  'caddy 20 80 15',
  'nats 10 4222 10',
  'consul 50 8500 40',
  'tomcat 150 8080 90',
  'nginxinc/nginx-unprivileged 60 8080 5',
  'kicbase/echo-server 2 8080 5',
  'registry.k8s.io/coredns/coredns 17 53 15',
  'registry.k8s.io/metrics-server/metrics-server 19 10250 20',
].map((row) => row.split(' '));

/** Images one starts a command in: `name size`. */
const plainTools = [
  'alpine 4',
  'ubuntu 30',
  'debian 50',
  'fedora 60',
  'python 370',
  'node 400',
  'golang 300',
  'ruby 350',
  'openjdk 240',
  'eclipse-temurin 180',
  'php 180',
  'perl 330',
  'bash 6',
  'curlimages/curl 8',
  'nicolaka/netshoot 200',
  'alpine/git 25',
  'bitnami/kubectl 60',
].map((row) => row.split(' '));

function imageOf({ repository, tag }: ImageReference): Image | 'no such tag' | undefined {
  const name = repository.replace(/^docker\.io\/(library\/)?/, '');
  const row = Object.hasOwn(rows, name) ? rows[name] : plainRow(name);
  if (row === undefined) return undefined;
  if (!(row.tags ?? ordinaryTags).test(tag)) return 'no such tag';
  const sizeBytes = Math.round(row.size * megabyte);
  return {
    sizeBytes,
    pullMs: overheadMs + Math.round(sizeBytes / bytesPerMs),
    runner: shellRunner,
    ...row.make(tag),
  };
}

function plainRow(name: string): Row | undefined {
  const [, size, port, memory] = plainServers.find(([each]) => each === name) ?? [];
  if (size !== undefined) {
    const behaviour: Behaviour = {
      ports: [Number(port)],
      memoryBytes: Number(memory) * megabyte,
      handle: () => ({ status: 200, body: `${name}\n`, afterMs: 1 }),
      term: { afterMs: 100, exitCode: 0 },
    };
    return {
      size: Number(size),
      make: () => plain({ cmd: ['serve'], programs: { serve: stands(behaviour) }, tools: ['bash'] }),
    };
  }
  const [, toolSize] = plainTools.find(([each]) => each === name) ?? [];
  return toolSize === undefined
    ? undefined
    : { size: Number(toolSize), make: () => plain({ cmd: ['sh'], tools: ['bash', 'curl'] }) };
}

const made = new Map<string, PullAnswer>();

export const teachingImages = registryOf((reference) => {
  let answer = made.get(reference.name);
  if (answer === undefined) {
    const image = imageOf(reference);
    answer =
      image === undefined
        ? accessDenied(reference, refusalMs)
        : image === 'no such tag'
          ? tagNotFound(reference, refusalMs)
          : { reference, image };
    if (made.size < 1000) made.set(reference.name, answer);
  }
  return answer;
});
