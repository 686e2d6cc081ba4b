import type { Metadata } from 'next';
import { LocaleChoice } from '@/components/site/locale-choice';

export const metadata: Metadata = {
  title: 'Reconcile',
  description: '돌려 보며 배우는 쿠버네티스 · Kubernetes, learned by running it',
};

export default function ChooseLocale() {
  return <LocaleChoice />;
}
