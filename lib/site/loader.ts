/**
 * Runs inside every page of the export (see seal-page.ts): starts the framework after the page has loaded, or at the
 * first touch, so that reading never waits for it. Until the app says that it is ready (`<html data-ready>`), a click on
 * a button is kept back and given to the button once; links, radios and disclosures need no help and are left alone.
 */
export {};

const root = document.documentElement;
const sources = (document.currentScript?.dataset.later ?? '').split(' ').filter(Boolean);
const firstTouch = ['pointerdown', 'keydown', 'focusin'];
/** A button that opens a popover or a dialog by its attributes works without the framework. */
const needsFramework = 'button:not([popovertarget],[commandfor]),[role=button]';
let early: HTMLElement | null = null;

function start(): void {
  removeEventListener('load', start);
  for (const type of firstTouch) removeEventListener(type, start, true);
  for (const source of sources.splice(0)) {
    const script = document.createElement('script');
    script.src = source;
    script.async = true;
    document.head.append(script);
  }
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
