import type {
  BuildStage,
  Fault,
  Feature,
  LogLine,
  OrderTrace,
  ReplicaSnapshot,
  Shape,
  Span,
  Unit,
} from '../models/shop/shop.types';
import type { Locale } from './locale';

/** Names, in both languages, of what the shop model calls by its own words. */
interface Names {
  readonly shape: Record<Shape, string>;
  readonly unit: Record<Unit, string>;
  readonly feature: Record<Feature, string>;
  readonly state: Record<ReplicaSnapshot['state'], string>;
  readonly reason: Record<ReplicaSnapshot['reason'], string>;
  readonly fault: Record<Fault, string>;
  readonly span: Record<Span['kind'], string>;
  readonly outcome: Record<OrderTrace['outcome'], string>;
  readonly stage: Record<BuildStage['name'], string>;
  readonly stageState: Record<BuildStage['state'], string>;
  /** `{unit}` and `{detail}` are filled in; a replica's id names itself. */
  readonly log: Record<LogLine['kind'], string>;
  /** What a single step may handle, by the model's word for it. */
  readonly event: Readonly<Record<string, string>>;
}

const names: Record<Locale, Names> = {
  ko: {
    shape: { monolith: '모놀리스', services: '마이크로서비스' },
    unit: { monolith: '모놀리스', catalogue: '카탈로그', search: '검색', orders: '주문', payment: '결제' },
    feature: { catalogue: '카탈로그', search: '검색', orders: '주문', payment: '결제' },
    state: { running: '실행 중', starting: '시작 중', restarting: '재시작 중' },
    reason: {
      none: '',
      'out-of-memory': '메모리 부족으로 종료됨',
      rollout: '새 버전으로 교체',
      'scaled-up': '새로 늘림',
    },
    fault: { none: '정상', leak: '메모리 누수', slow: '느림', down: '고장' },
    span: { work: '처리', wait: '기다림', hop: '홉', undo: '되돌림' },
    outcome: {
      confirmed: '확정',
      failed: '실패',
      compensated: '보상하고 취소',
      'rolled-back': '트랜잭션을 되돌림',
      stuck: '재고가 묶인 채 실패',
    },
    stage: {
      resolve: '의존성',
      compile: '컴파일',
      test: '테스트',
      contract: '계약 테스트',
      image: '이미지',
      rollout: '교체',
    },
    stageState: { waiting: '대기', running: '진행 중', done: '끝', failed: '실패' },
    log: {
      started: '{detail} 실행 시작',
      'out-of-memory': '{detail} 메모리 한도 초과로 강제 종료 (out-of-memory)',
      rollout: '{detail} 새 버전으로 교체 시작',
      'build-done': '{unit} 새 버전 배포 완료 (고친 기능: {detail})',
      'build-failed': '{unit} 빌드 실패: {detail}',
      scaled: '{unit} 레플리카 {detail}',
      fault: '{detail} (고장 시작)',
      healed: '{detail} 회복',
      'queue-full': '{detail} 대기열이 꽉 차 요청을 거절',
    },
    event: {
      arrival: '손님 도착',
      'work-done': 'CPU 처리 하나 끝',
      'wait-over': '바깥의 응답 도착',
      hop: '홉 하나 건넘',
      timeout: '타임아웃',
      'call-lost': '잃어버린 호출 포기',
      'undo-retry': '되돌리기 다시 시도',
      started: '레플리카 실행 시작',
      drained: '레플리카 비움',
      'build-stage': '빌드 단계 끝',
    },
  },
  en: {
    shape: { monolith: 'Monolith', services: 'Microservices' },
    unit: {
      monolith: 'monolith',
      catalogue: 'catalogue',
      search: 'search',
      orders: 'orders',
      payment: 'payment',
    },
    feature: { catalogue: 'catalogue', search: 'search', orders: 'orders', payment: 'payment' },
    state: { running: 'running', starting: 'starting', restarting: 'restarting' },
    reason: {
      none: '',
      'out-of-memory': 'killed: out of memory',
      rollout: 'new version',
      'scaled-up': 'newly added',
    },
    fault: { none: 'healthy', leak: 'leaks memory', slow: 'slow', down: 'down' },
    span: { work: 'work', wait: 'wait', hop: 'hop', undo: 'undo' },
    outcome: {
      confirmed: 'confirmed',
      failed: 'failed',
      compensated: 'cancelled and compensated',
      'rolled-back': 'rolled back',
      stuck: 'failed, stock stuck',
    },
    stage: {
      resolve: 'resolve',
      compile: 'compile',
      test: 'test',
      contract: 'contract',
      image: 'image',
      rollout: 'rollout',
    },
    stageState: { waiting: 'waiting', running: 'running', done: 'done', failed: 'failed' },
    log: {
      started: '{detail} is running',
      'out-of-memory': '{detail} killed: out-of-memory',
      rollout: '{detail} is being replaced by the new version',
      'build-done': '{unit}: new version deployed (changed: {detail})',
      'build-failed': '{unit}: build failed: {detail}',
      scaled: '{unit}: replicas {detail}',
      fault: 'fault in {detail}',
      healed: '{detail} is healthy again',
      'queue-full': '{detail}: queue full, requests are refused',
    },
    event: {
      arrival: 'a customer arrives',
      'work-done': 'work on a core done',
      'wait-over': 'a wait is over',
      hop: 'a hop made',
      timeout: 'a timeout',
      'call-lost': 'a lost call given up',
      'undo-retry': 'an undo tried again',
      started: 'a replica is running',
      drained: 'a replica emptied',
      'build-stage': 'a build stage done',
    },
  },
};

export const shopNames = (locale: Locale): Names => names[locale];
