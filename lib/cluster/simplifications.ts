/**
 * What the simulation leaves out or makes simpler than a real cluster, as data, so that the site can show it beside what is
 * modelled. The map with the rooms is README.md.
 */
export interface Simplification {
  /** The room it concerns. */
  readonly room: string;
  /** `simpler`: it is there, with less behind it. `absent`: it is not there, and says so when asked. */
  readonly kind: 'simpler' | 'absent';
  readonly en: string;
  readonly ko: string;
}

export const simplifications: readonly Simplification[] = [
  {
    room: 'time',
    kind: 'simpler',
    en: 'A request and its answer take 2 ms together, a watch event 1 ms; a real network varies.',
    ko: '요청과 응답은 합쳐서 2 ms, 감시(watch) 이벤트는 1 ms가 걸립니다. 실제 네트워크의 시간은 일정하지 않습니다.',
  },
  {
    room: 'etcd',
    kind: 'simpler',
    en: 'One etcd with revisions and compaction; its Raft group is a model of its own.',
    ko: '리비전과 압축을 갖춘 etcd 하나로 동작합니다. Raft 그룹은 별도의 모델에서 다룹니다.',
  },
  {
    room: 'kube-apiserver',
    kind: 'absent',
    en: 'Authentication and authorization: everybody may do everything. No RBAC, quotas, limit ranges, webhooks or custom resources.',
    ko: '인증과 인가가 없어 누구나 무엇이든 할 수 있습니다. RBAC, 쿼터, 리밋레인지, 웹훅, 사용자 정의 리소스도 없습니다.',
  },
  {
    room: 'kube-apiserver',
    kind: 'absent',
    en: 'Server-side apply and managed fields.',
    ko: '서버 측 적용(server-side apply)과 관리 필드(managedFields)가 없습니다.',
  },
  {
    room: 'kube-apiserver',
    kind: 'absent',
    en: 'Kinds beyond those listed by `kubectl api-resources`: CronJob, volumes and claims, Ingress, Gateway, NetworkPolicy and others are refused as unknown.',
    ko: '`kubectl api-resources`에 나오지 않는 종류(크론잡, 볼륨과 클레임, 인그레스, 게이트웨이, 네트워크폴리시 등)는 모르는 리소스로 거절합니다.',
  },
  {
    room: 'kube-apiserver',
    kind: 'simpler',
    en: 'Pods made from one template share the last letters of their volume kube-api-access; real ones each have their own.',
    ko: '같은 템플릿으로 만든 파드들은 kube-api-access 볼륨 이름의 끝 글자가 같습니다. 실제로는 파드마다 다릅니다.',
  },
  {
    room: 'kube-controller-manager',
    kind: 'simpler',
    en: 'One instance without leader election; controllers cannot be switched off one by one with a flag.',
    ko: '리더 선출 없이 하나만 실행됩니다. 플래그로 컨트롤러를 하나씩 끌 수는 없습니다.',
  },
  {
    room: 'kube-controller-manager',
    kind: 'absent',
    en: 'Autoscaling by Pods, Object and External metrics; only resource metrics count.',
    ko: 'Pods, Object, External 메트릭에 의한 오토스케일링이 없습니다. 리소스 메트릭만 계산합니다.',
  },
  {
    room: 'kube-scheduler',
    kind: 'simpler',
    en: 'One profile, one scheduling cycle a millisecond; no extenders, scheduling gates, volumes or resource claims.',
    ko: '프로파일은 하나이고 스케줄링 사이클은 1 ms마다 한 번입니다. 익스텐더, 스케줄링 게이트, 볼륨, 리소스 클레임은 없습니다.',
  },
  {
    room: 'kubelet',
    kind: 'simpler',
    en: 'Containers run teaching programs: their logs, answers, memory and processor use are invented; no Linux process exists.',
    ko: '컨테이너는 교육용 프로그램을 실행합니다. 로그, 응답, 메모리와 CPU 사용량은 만들어 낸 것이며 실제 리눅스 프로세스는 없습니다.',
  },
  {
    room: 'kubelet',
    kind: 'absent',
    en: 'Static Pods, in-place resizing, ephemeral containers, device plugins, user namespaces, swap and disk pressure.',
    ko: '스태틱 파드, 제자리 크기 조정, 임시 컨테이너, 디바이스 플러그인, 사용자 네임스페이스, 스왑과 디스크 압박이 없습니다.',
  },
  {
    room: 'kubelet',
    kind: 'simpler',
    en: 'Allocatable is the whole machine; a real kubelet keeps some memory back.',
    ko: '할당 가능한 양이 머신 전체와 같습니다. 실제 kubelet은 메모리 일부를 남겨 둡니다.',
  },
  {
    room: 'images',
    kind: 'simpler',
    en: 'A pull takes the time written for its image; layers are not shared between images.',
    ko: '이미지를 내려받는 시간은 이미지마다 정해져 있습니다. 이미지끼리 레이어를 공유하지 않습니다.',
  },
  {
    room: 'network',
    kind: 'simpler',
    en: 'A request is answered at once by whoever listens; connections do not stay open, and only HTTP and open ports are modelled.',
    ko: '요청은 수신 중인 쪽이 그 자리에서 응답합니다. 연결은 유지되지 않으며 HTTP와 포트의 열림 여부만 다룹니다.',
  },
  {
    room: 'network',
    kind: 'simpler',
    en: 'kube-proxy and CoreDNS run as programs beside the cluster and not as Pods in kube-system.',
    ko: 'kube-proxy와 CoreDNS는 kube-system의 파드가 아니라 클러스터 옆의 프로그램으로 실행됩니다.',
  },
  {
    room: 'network',
    kind: 'absent',
    en: 'Network policies, IPv6, UDP flows, topology-aware routing, and the world outside the cluster.',
    ko: '네트워크 정책, IPv6, UDP 흐름, 토폴로지 인식 라우팅, 그리고 클러스터 바깥 세상이 없습니다.',
  },
  {
    room: 'cloud-controller-manager',
    kind: 'simpler',
    en: 'A provider gives a load balancer its address after 20 s; real ones take from half a minute to some minutes.',
    ko: '클라우드 제공자는 로드밸런서 주소를 20초 뒤에 줍니다. 실제로는 30초에서 몇 분이 걸립니다.',
  },
  {
    room: 'metrics-server',
    kind: 'simpler',
    en: 'It runs beside the control plane and not as a Pod; it asks kubelets every 15 s.',
    ko: '파드가 아니라 컨트롤 플레인 옆에서 실행되며 15초마다 kubelet에 묻습니다.',
  },
  {
    room: 'kubectl',
    kind: 'absent',
    en: 'Plugins, kuberc, kustomize, attach, cp, debug and server-side apply say in one sentence that they are not simulated.',
    ko: '플러그인, kuberc, kustomize, attach, cp, debug, 서버 측 적용은 시뮬레이션하지 않는다고 한 문장으로 알립니다.',
  },
];
