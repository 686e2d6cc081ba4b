/** Text that is kept instead of shown: of a pipe, a substitution, a file. What is too long is cut off. */
export class Captured {
  constructor(
    public text = '',
    private readonly limit = 100_000,
  ) {}

  readonly write = (more: string): void => {
    this.text = (this.text + more).slice(0, this.limit);
  };
}
