import type { Surroundings } from '../client-go/component';
import { type Controller, InformerFactory } from '../client-go/controller';
import { CloudNodeLifecycleController } from './cloud-node-lifecycle-controller';
import { ServiceController } from './service-controller';
import type { CloudProvider } from './simulated-cloud';

/** The program that runs the provider's controllers (k8s.io/cloud-provider). On bare metal it does not run at all. */
export class CloudControllerManager extends InformerFactory {
  readonly controllers: readonly Controller[];

  constructor(surroundings: Surroundings, cloud: CloudProvider) {
    super('cloud-controller-manager', surroundings);
    this.controllers = [
      new ServiceController(surroundings, this, cloud),
      new CloudNodeLifecycleController(surroundings, this, cloud),
    ];
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
