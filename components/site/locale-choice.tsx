import { Wordmark } from './wordmark';

const choose = `var s;try{s=localStorage.getItem('reconcile.locale')}catch(e){}location.replace(s==='ko'||s==='en'?'/'+s+'/':(navigator.languages||[navigator.language]).find(function(l){return/^(ko|en)/.test(l)})?.slice(0,2)==='ko'?'/ko/':'/en/')`;

/** `/`: the stored choice, then the browser's languages decide; without JavaScript both are offered. */
export function LocaleChoice() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center gap-8 px-6">
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant script; its hash is allowed by the policy */}
      <script dangerouslySetInnerHTML={{ __html: choose }} />
      <h1 className="text-2xl">
        <Wordmark />
      </h1>
      <ul className="divide-y divide-rule border-y border-rule">
        <li>
          <a
            href="/ko/"
            lang="ko"
            hrefLang="ko"
            className="flex items-baseline justify-between gap-4 py-5 hover:text-accent"
          >
            <span className="text-xl font-semibold">한국어</span>
            <span className="text-ink-2">돌려 보며 배우는 쿠버네티스</span>
          </a>
        </li>
        <li>
          <a
            href="/en/"
            lang="en"
            hrefLang="en"
            className="flex items-baseline justify-between gap-4 py-5 hover:text-accent"
          >
            <span className="text-xl font-semibold">English</span>
            <span className="text-ink-2">Kubernetes, learned by running it</span>
          </a>
        </li>
      </ul>
    </main>
  );
}
