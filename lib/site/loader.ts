/**
 * Runs inside every page of the export (see seal-page.ts): starts the framework after the page has loaded, or at the
 * first touch, so that reading never waits for it. Until the app says that it is ready (`<html data-ready>`), a click on
 * a button is kept back and given to the button once; links, radios and disclosures need no help and are left alone.
 */
export {};

const root = document.documentElement;
const [payload = '', ...sources] = (document.currentScript?.dataset.later ?? '').split(' ');
const firstTouch = ['pointerdown', 'keydown', 'focusin'];
/** A button that opens a popover or a dialog by its attributes works without the framework. */
const needsFramework = 'button:not([popovertarget],[commandfor]),[role=button]';
let early: HTMLElement | null = null;

function start(): void {
  removeEventListener('load', start);
  for (const type of firstTouch) removeEventListener(type, start, true);
  for (const href of sources) append('link', { rel: 'preload', as: 'script', href });
  // The framework takes the page's payload as finished when it starts, so it must not start before.
  append('script', { src: payload, async: true }).onload = () => {
    for (const src of sources) append('script', { src, async: true });
  };
}

function append<Name extends 'link' | 'script'>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
) {
  const element = Object.assign(document.createElement(name), properties);
  document.head.append(element);
  return element;
}

function keepBack(event: Event): void {
  const control = event.target instanceof Element ? event.target.closest<HTMLElement>(needsFramework) : null;
  if (!control) return;
  // Else the framework, while it wakes up, might answer the click that is given again below.
  event.preventDefault();
  event.stopImmediatePropagation();
  early = control;
}

addEventListener('load', start);
for (const type of firstTouch) addEventListener(type, start, true);
addEventListener('click', keepBack, true);

const observer = new MutationObserver(() => {
  if (!('ready' in root.dataset)) return;
  observer.disconnect();
  removeEventListener('click', keepBack, true);
  early?.click();
});
observer.observe(root, { attributes: true, attributeFilter: ['data-ready'] });
