import type { CompiledLesson, Course, Lesson } from '../../lib/course/course.types';
import type { CompiledLessons } from '../../lib/course/search/documents';
import type { Locale, Text } from '../../lib/i18n/locale';

interface Page {
  readonly id: string;
  readonly number: string;
  readonly title: Text;
  readonly summary: Text;
  /** id, title and text of each section. */
  readonly sections: readonly (readonly [id: string, title: Text, text: Text])[];
}

/** Six short lessons, as a course on Kubernetes would say it in either language. */
export const pages: readonly Page[] = [
  {
    id: 'containers/isolation',
    number: '2.1',
    title: { ko: '컨테이너는 무엇을 격리할까', en: 'What a container isolates' },
    summary: {
      ko: '컨테이너는 호스트의 커널 위에서 도는 보통 프로세스입니다. 네임스페이스로 보는 것을 나누고 cgroup으로 쓰는 것을 제한합니다.',
      en: 'A container is an ordinary process on the kernel of its host. Namespaces divide what it sees, and cgroups limit what it uses.',
    },
    sections: [
      [
        'namespaces',
        { ko: '네임스페이스', en: 'Namespaces' },
        {
          ko: '프로세스마다 자기만의 파일 시스템, 네트워크, 프로세스 번호를 봅니다. 가상 머신과 달리 하드웨어를 흉내 내지 않으므로 빠르게 시작합니다.',
          en: 'Each process sees a file system, a network and process numbers of its own. Unlike a virtual machine it emulates no hardware, so it starts fast.',
        },
      ],
      [
        'cgroups',
        { ko: 'cgroup으로 자원 제한하기', en: 'Limiting resources with cgroups' },
        {
          ko: '메모리를 정한 것보다 많이 쓰면 커널이 프로세스를 끝냅니다. 이때 상태에는 OOMKilled가 적힙니다. CPU는 끝내지 않고 조절할 뿐입니다.',
          en: 'When it uses more memory than allowed, the kernel kills the process and the status says OOMKilled. CPU is only throttled.',
        },
      ],
    ],
  },
  {
    id: 'containers/docker',
    number: '2.2',
    title: { ko: '이미지에서 실행까지', en: 'From image to process' },
    summary: {
      ko: 'docker run 한 줄이 containerd와 runc를 거쳐 프로세스가 되기까지를 따라갑니다.',
      en: 'Follow one docker run through containerd and runc until it is a process.',
    },
    sections: [
      [
        'runtime',
        { ko: '컨테이너런타임', en: 'The container runtime' },
        {
          ko: 'containerd는 이미지를 내려받고 컨테이너의 일생을 관리하며, 실제로 만드는 일은 runc에 맡깁니다. 쿠버네티스에서는 kubelet이 CRI로 부탁합니다.',
          en: 'containerd pulls images and manages the life of containers; runc creates them. In Kubernetes the kubelet asks through the CRI.',
        },
      ],
      [
        'image-pull',
        { ko: '이미지 내려받기', en: 'Pulling images' },
        {
          ko: 'imagePullPolicy가 Always이면 시작할 때마다 레지스트리에 물어봅니다. 이름을 잘못 적으면 ImagePullBackOff 상태에 머무릅니다.',
          en: 'With imagePullPolicy set to Always the registry is asked at every start. A misspelt name leaves the Pod in ImagePullBackOff.',
        },
      ],
    ],
  },
  {
    id: 'why-kubernetes/self-healing',
    number: '4.2',
    title: { ko: '스스로 회복하기', en: 'Self-healing' },
    summary: {
      ko: '파드가 죽거나 노드가 꺼지면 컨트롤러가 새 파드를 만듭니다. 옮겨지는 것은 없습니다.',
      en: 'When a Pod dies or a node goes away, a controller creates a new Pod. Nothing is moved.',
    },
    sections: [
      [
        'probes',
        { ko: '활성 프로브와 준비성 프로브', en: 'Liveness and readiness probes' },
        {
          ko: '활성 프로브가 실패하면 kubelet이 컨테이너를 재시작합니다. 준비성 프로브가 실패한 파드는 서비스에서 빠집니다. 타임아웃은 기본 1초입니다.',
          en: 'When a liveness probe fails, the kubelet restarts the container. A Pod whose readiness probe fails leaves its Service. The timeout is 1 s by default.',
        },
      ],
      [
        'node-failure',
        { ko: '노드가 꺼졌을 때', en: 'When a node goes dark' },
        {
          ko: '임대 갱신이 50초 동안 없으면 노드를 NotReady로 표시하고 테인트를 붙입니다. 300초가 더 지나면 파드를 축출합니다.',
          en: 'Without a lease renewal for 50 s the node is marked NotReady and tainted. After 300 s more its Pods are evicted.',
        },
      ],
    ],
  },
  {
    id: 'why-kubernetes/autoscaling',
    number: '4.3',
    title: { ko: '부하에 맞추어 늘리기', en: 'Autoscaling' },
    summary: {
      ko: '수평 확장은 레플리카의 수를 바꿉니다. HorizontalPodAutoscaler가 15초마다 지표를 봅니다.',
      en: 'The HorizontalPodAutoscaler looks at metrics every 15 s and changes the number of replicas.',
    },
    sections: [
      [
        'scale-out',
        { ko: '수평 확장', en: 'Scale out' },
        {
          ko: '지표가 목표를 넘으면 레플리카를 늘립니다. 요청량이 적혀 있지 않으면 사용률을 셈할 수 없어 확장하지 않습니다.',
          en: 'Above the target it adds replicas. Without requests no utilisation can be computed, and the Deployment is not scaled.',
        },
      ],
      [
        'nodes',
        { ko: '노드도 모자랄 때', en: 'When nodes run out' },
        {
          ko: '들어갈 자리가 없는 파드는 Pending으로 남고, 클러스터 오토스케일러가 노드를 더합니다.',
          en: 'A Pod that fits nowhere stays Pending, and the cluster autoscaler adds a node.',
        },
      ],
    ],
  },
  {
    id: 'why-kubernetes/rollouts',
    number: '4.4',
    title: { ko: '새 버전 내보내기', en: 'Rolling out a new version' },
    summary: {
      ko: '디플로이먼트는 파드를 조금씩 바꾸어 새 버전을 내보냅니다.',
      en: 'A Deployment replaces its Pods a few at a time.',
    },
    sections: [
      [
        'rolling-update',
        { ko: '롤링업데이트', en: 'Rolling update' },
        {
          ko: 'maxSurge만큼 더 만들고 maxUnavailable만큼 먼저 없앱니다. 둘 다 기본은 25%입니다.',
          en: 'It creates maxSurge Pods more and removes maxUnavailable Pods first. Both are 25 % by default.',
        },
      ],
      [
        'undo',
        { ko: '되돌리기', en: 'Rolling back' },
        {
          ko: '진행이 600초 동안 멈추면 ProgressDeadlineExceeded를 알릴 뿐 저절로 되돌리지 않습니다. kubectl rollout undo를 실행해야 합니다.',
          en: 'After 600 s without progress it reports ProgressDeadlineExceeded and does not undo anything by itself. Run kubectl rollout undo.',
        },
      ],
    ],
  },
  {
    id: 'worker-nodes/services',
    number: '6.2',
    title: { ko: '서비스와 kube-proxy', en: 'Services and kube-proxy' },
    summary: {
      ko: '서비스는 셀렉터로 고른 파드들에 하나의 주소를 줍니다. 응답속도가 들쭉날쭉해도 주소는 그대로입니다.',
      en: 'A Service gives one address to the Pods its selector chooses.',
    },
    sections: [
      [
        'cluster-ip',
        { ko: '패킷의 길', en: 'The way of a packet' },
        {
          ko: 'DNS가 ClusterIP를 알려 주고, 노드마다 kube-proxy가 적어 둔 규칙이 패킷을 파드로 보냅니다.',
          en: 'DNS answers with the ClusterIP, and the rules that kube-proxy wrote on every node send the packet to a Pod.',
        },
      ],
      [
        'scheduler',
        { ko: '스케줄러가 고르는 노드', en: 'The node the scheduler picks' },
        {
          ko: '스케줄러는 거르고 점수를 매겨 파드를 노드에 배정합니다. 고가용성은 여러 노드에 나누어 놓을 때 생깁니다.',
          en: 'The scheduler filters and scores nodes and binds the Pod to one. High availability comes from spreading.',
        },
      ],
    ],
  },
];

const frontmatterOf = (page: Page, locale: Locale): CompiledLesson['frontmatter'] => ({
  title: page.title[locale],
  summary: page.summary[locale],
  objectives: ['–'],
  minutes: 10,
  prerequisites: [],
  sources: [],
});

function compiled(page: Page, locale: Locale): CompiledLesson {
  const headings = page.sections.map(([id, title]) => ({ id, depth: 2 as const, text: title[locale] }));
  const sections = page.sections.map(([id, title, text]) => ({
    id,
    title: title[locale],
    text: text[locale],
  }));
  return { code: '', frontmatter: frontmatterOf(page, locale), headings, sections };
}

export const lessons: CompiledLessons = new Map(
  pages.map((page) => [page.id, { ko: compiled(page, 'ko'), en: compiled(page, 'en') }]),
);

function lessonOf(page: Page): Lesson {
  const [chapterSlug = '', slug = ''] = page.id.split('/');
  return {
    id: page.id,
    slug,
    chapterSlug,
    folder: `content/${page.id}`,
    number: page.number,
    frontmatter: { ko: frontmatterOf(page, 'ko'), en: frontmatterOf(page, 'en') },
    questions: [],
    labs: [],
  };
}

export const course: Course = {
  chapters: [...new Set(pages.map((page) => page.id.split('/')[0] ?? ''))].map((slug, index) => ({
    slug,
    number: index + 1,
    title: { ko: slug, en: slug },
    summary: { ko: slug, en: slug },
    lessons: pages.filter((page) => page.id.startsWith(`${slug}/`)).map(lessonOf),
  })),
  facts: [],
  misconceptions: [],
  terms: [
    {
      id: 'pod',
      ko: {
        name: '파드',
        definition: '함께 배치되고 함께 사라지는 컨테이너의 묶음. 쿠버네티스가 다루는 가장 작은 단위이다.',
      },
      en: {
        name: 'Pod',
        definition: 'A group of containers placed together. The smallest unit that Kubernetes handles.',
      },
    },
    {
      id: 'etcd',
      ko: { name: 'etcd', definition: '클러스터의 상태를 담는 저장소.' },
      en: { name: 'etcd', definition: 'The store that holds the state of the cluster.' },
    },
  ],
};
