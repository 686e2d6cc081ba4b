import type { Locale } from './locale';

/** The text of the page that says how the course is made. */
export const aboutText: Record<
  Locale,
  { readonly lead: string; readonly sections: readonly (readonly [title: string, text: string])[] }
> = {
  ko: {
    lead: '이 과정은 한국어 학습 노트 「쿠버네티스 개론」에서 출발했습니다. 노트가 다룬 것을 모두 돌려 볼 수 있게 만들고, 노트의 틀린 곳은 바로잡았습니다.',
    sections: [
      [
        '모형은 계산합니다',
        '1장의 상점은 그림이 아니라 대기열 시뮬레이션입니다. 요청 하나하나가 도착하고, 줄을 서고, CPU를 쓰고, 실패합니다. 시드가 같으면 어느 기기에서나 같은 일이 일어납니다. 예측 문제의 정답은 사람이 적어 둔 것이 아니라 모형을 돌려서 나온 결과입니다.',
      ],
      [
        '모형의 숫자는 지어낸 것입니다',
        '요청 하나에 몇 밀리초가 걸리는지, 빌드에 몇 분이 걸리는지는 이해를 돕도록 서로 맞물리게 정한 값입니다. 어느 제품을 잰 값이 아닙니다. 무엇이 늘고 무엇이 주는지, 어디서 한계에 닿는지를 보세요.',
      ],
      [
        '사실에는 출처가 있습니다',
        '버전에 따라 달라지는 숫자는 한 파일에 모으고 출처와 확인한 날짜를 함께 적습니다. 본문에서 점선 밑줄이 있는 숫자를 누르면 볼 수 있습니다. 기준은 쿠버네티스 v1.35입니다.',
      ],
      [
        '아무것도 보내지 않습니다',
        '계정도 서버도 없고, 다른 사이트에 요청하지 않습니다. 진도는 이 브라우저에만 남습니다. 엄격한 콘텐츠 보안 정책(CSP)이 이것을 강제합니다.',
      ],
      [
        '글꼴',
        'IBM Plex Sans, IBM Plex Sans KR, IBM Plex Mono를 씁니다. SIL Open Font License 1.1에 따라 이 사이트에서 직접 제공합니다.',
      ],
    ],
  },
  en: {
    lead: 'This course grew out of a Korean study note, “An introduction to Kubernetes”. Everything the note names can be operated here, and what it got wrong is put right.',
    sections: [
      [
        'The models compute',
        'The shop of chapter 1 is not a drawing but a queueing simulation: each request arrives, waits, uses a CPU, and may fail. The same seed gives the same history on every device. Nobody wrote down which prediction is right; the model is run to find out.',
      ],
      [
        'The numbers of a model are invented',
        'How many milliseconds a request takes, or how many minutes a build, was chosen so that the parts fit together. They are not measurements of a product. Look at what grows, what shrinks, and where a limit is met.',
      ],
      [
        'Facts have sources',
        'Numbers that depend on a version stand in one file with their source and the day they were checked. A number with a dotted underline opens that card. The reference is Kubernetes v1.35.',
      ],
      [
        'Nothing is sent',
        'There is no account and no server, and no request goes to another site. Your progress stays in this browser. A strict content security policy (CSP) enforces this.',
      ],
      [
        'Typefaces',
        'IBM Plex Sans, IBM Plex Sans KR and IBM Plex Mono, served from this site under the SIL Open Font License 1.1.',
      ],
    ],
  },
};
