import type { Surroundings } from '../client-go/component';
import { type Controller, InformerFactory } from '../client-go/controller';
import { controllers } from './controllers';

/** The program that runs the controllers (cmd/kube-controller-manager). Left out: leader election, --controllers. */
export class KubeControllerManager extends InformerFactory {
  readonly controllers: readonly Controller[];

  constructor(surroundings: Surroundings) {
    super('kube-controller-manager', surroundings);
    this.controllers = controllers.map((Each) => new Each(surroundings, this));
  }

  protected override run(): void {
    super.run();
    for (const controller of this.controllers) controller.start();
  }

  override stop(): void {
    for (const controller of this.controllers) controller.stop();
    super.stop();
  }
}
