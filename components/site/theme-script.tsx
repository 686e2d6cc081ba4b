/** Where the reader's choice of day or night is kept; absent means "as the device". */
export const themeKey = 'reconcile.theme';

const script = `try{var t=localStorage.getItem('${themeKey}');if(t==='day'||t==='night')document.documentElement.dataset.theme=t}catch(e){}`;

/** Sets the stored theme before the first paint, so that no page flashes. Its hash is allowed by the policy of lib/site. */
export function ThemeScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant script that must run before the first paint
  return <script dangerouslySetInnerHTML={{ __html: script }} />;
}
