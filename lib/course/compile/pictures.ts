import type { Image } from 'mdast';
import type { Place } from '../problem';
import { type Findings, placeOf, report } from './findings';

/** A picture of the lesson's own folder. */
const ownPicture = /^\.\/([^/\\]+\.(?:svg|png|jpe?g|webp|avif|gif))$/;

export const pictureFile = /^[^/\\]+\.(?:svg|png|jpe?g|webp|avif|gif)$/;

/** Takes down a picture's file and gives the address it will be served from. */
export function takePicture(findings: Findings, src: string, tag: string, place: Place): string {
  const name = ownPicture.exec(src)?.[1];
  if (name === undefined) {
    report(
      findings,
      place,
      `picture \`${src}\` is not in the lesson's folder`,
      'put the file beside the lesson and write `./name.svg` (svg, png, jpg, webp, avif or gif)',
    );
    return src;
  }
  findings.references.push({ kind: 'image', id: name, tag, line: place.line, column: place.column });
  return `${findings.lesson.imagePath}/${encodeURIComponent(name)}`;
}

/** `![what it shows](./picture.svg)` */
export function takeMarkdownImage(findings: Findings, image: Image): void {
  if (!image.alt?.trim()) {
    report(
      findings,
      placeOf(image),
      'a picture without alternative text',
      'say between the brackets what it shows: `![…](./picture.svg)`',
    );
  }
  image.url = takePicture(findings, image.url, '![]()', placeOf(image));
}
