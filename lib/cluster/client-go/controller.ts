import type { KubeObject } from '../api/meta';
import type { Resource } from '../api/resource';
import { type ClientLimits, controllerLimits } from './client';
import { Component, type Surroundings } from './component';
import { EventRecorder } from './event-recorder';
import { Informer } from './informer';

/**
 * The shared informers of one program (client-go/informers): its controllers look at one copy of each resource. The
 * program is itself a component; stopping it stops the informers.
 */
export class InformerFactory extends Component {
  // biome-ignore lint/suspicious/noExplicitAny: one informer for each resource, each of its own shape
  private readonly informers = new Map<Resource<any>, Informer<any>>();

  /** The one informer of `resource`. Ask for it (and add handlers) before the program starts. */
  informer<T extends KubeObject>(resource: Resource<T>): Informer<T> {
    let informer = this.informers.get(resource);
    if (informer === undefined) {
      informer = new Informer(this, resource);
      this.informers.set(resource, informer);
    }
    return informer;
  }

  protected run(): void {
    for (const informer of this.informers.values()) informer.start();
  }
}

/** A control loop of kube-controller-manager or cloud-controller-manager: it has its own client and signs its own events. */
export abstract class Controller extends Component {
  readonly recorder: EventRecorder;

  /** @param name such as `deployment-controller`; it signs requests and events */
  constructor(
    name: string,
    surroundings: Surroundings,
    protected readonly informers: InformerFactory,
    limits: ClientLimits = controllerLimits,
  ) {
    super(name, surroundings, limits);
    this.recorder = new EventRecorder(this, name);
  }
}
