/** Waits for `work`; what makes it fail is said as it is, without a stack, and ends the process: it is meant for authors. */
export async function orSay(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
