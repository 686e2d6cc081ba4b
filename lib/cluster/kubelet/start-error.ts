/** A container could not be started; `reason` and `message` are shown as why it waits. */
export class ContainerStartError extends Error {
  /**
   * @param reason such as ErrImagePull, CreateContainerConfigError, CrashLoopBackOff
   * @param retryAtMs when it is worth trying again, if that is known (kubecontainer.BackoffError)
   */
  constructor(
    readonly reason: string,
    message: string,
    readonly retryAtMs?: number,
  ) {
    super(message);
  }
}
