import { defineWords } from './words';

/** Words of the time controls, shared by every living figure. */
export const playbackWords = defineWords({
  ko: {
    timeControls: '시간 조절',
    play: '재생',
    pause: '일시 정지',
    step: '한 사건씩',
    restart: '처음으로',
    speed: '빠르기',
    skip: '건너뛰기',
    clock: '모형 시각',
    paused: '멈춤',
    playing: '진행 중',
    skipping: '건너뛰는 중',
    slowedTo: '이 기기에서는 ×{speed}까지 따라갑니다',
    stepped: '방금 처리한 사건: {what}',
    keys: '그림 안에서: 스페이스 = 재생/일시 정지, 마침표 = 한 사건씩',
    andMore: '그 밖에 {count}건.',
  },
  en: {
    timeControls: 'Time controls',
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    restart: 'Reset',
    speed: 'Speed',
    skip: 'Skip ahead',
    clock: 'Model time',
    paused: 'paused',
    playing: 'running',
    skipping: 'skipping',
    slowedTo: 'this device keeps up with ×{speed}',
    stepped: 'event handled: {what}',
    keys: 'Inside the figure: space plays and pauses, full stop steps',
    andMore: 'And {count} more.',
  },
});
