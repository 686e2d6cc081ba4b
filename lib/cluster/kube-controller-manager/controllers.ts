import type { Surroundings } from '../client-go/component';
import type { Controller, InformerFactory } from '../client-go/controller';

/** One controller of kube-controller-manager: a row here is all it takes to run it. */
export type ControllerConstructor = new (
  surroundings: Surroundings,
  informers: InformerFactory,
) => Controller;

/** In the order upstream starts them (cmd/kube-controller-manager/app/controllermanager.go). */
export const controllers: readonly ControllerConstructor[] = [];
