declare module 'subset-font' {
  /** See node_modules/subset-font/README.md; only the options used here are declared. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { targetFormat: 'woff2'; noHinting?: boolean; keepFeatures?: readonly string[] },
  ): Promise<Buffer>;
}
