import { defineWords } from './words';

/** Words of the picture on the course map. */
export const homeWords = defineWords({
  ko: {
    desired: '원하는 상태',
    actual: '실제 상태',
    loop: '비교하고, 맞춥니다',
    caption:
      '셋을 적어 두었는데 둘만 살아 있습니다. 차이를 본 컨트롤러가 하나를 더 만듭니다. 과정 전체가 이 그림 하나로 모입니다.',
    label: '매니페스트에는 replicas: 3, 노드 두 대에는 파드가 둘. 컨트롤러가 세 번째 파드를 만드는 중입니다.',
  },
  en: {
    desired: 'desired',
    actual: 'actual',
    loop: 'compare, then act',
    caption:
      'Three were asked for, two are alive. A controller sees the difference and makes one more. The whole course comes together in this picture.',
    label: 'A manifest says replicas: 3; two machines run two Pods. A controller is making the third.',
  },
});
