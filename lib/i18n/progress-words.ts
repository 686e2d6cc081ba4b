import { defineWords } from './words';

/** Words about what a learner has done, and about keeping it. */
export const progressWords = defineWords({
  ko: {
    read: '읽음',
    begun: '읽는 중',
    notYet: '아직',
    lessonsRead: '끝까지 읽은 단원',
    lessonsBegun: '시작한 단원',
    questionsAnswered: '풀어 본 문제',
    questionsRight: '마지막에 맞힌 문제',
    tasksDone: '해낸 과제',
    keptHere: '진도는 이 브라우저에만 남습니다. 다른 기기로 옮기려면 파일로 내보낸 뒤 그곳에서 가져오세요.',
    exportFile: '파일로 내보내기',
    importFile: '파일에서 가져오기',
    imported: '가져왔습니다. 새 단원 기록 {lessons}개, 새 풀이 기록 {attempts}개를 더했습니다.',
    nothingNew: '가져왔습니다. 이미 모두 있는 기록입니다.',
    importCorrupted:
      '가져오지 못했습니다. 이 과정의 진도 파일이 아니거나 파일이 손상되었습니다(문제가 있는 곳: {where}). 지금 진도는 그대로입니다.',
    importNewer:
      '가져오지 못했습니다. 이 과정의 더 새로운 판에서 만든 파일입니다. 페이지를 새로 고친 뒤 다시 해 보세요. 지금 진도는 그대로입니다.',
    importUnread: '파일을 읽지 못했습니다. 지금 진도는 그대로입니다.',
    startOver: '처음부터 다시',
    startOverTitle: '진도를 모두 지울까요?',
    startOverWhy:
      '읽은 단원과 풀이 기록이 이 브라우저에서 사라지고 되돌릴 수 없습니다. 남겨 두려면 먼저 파일로 내보내세요.',
    erase: '모두 지우기',
    cancel: '그만두기',
    erased: '진도를 모두 지웠습니다.',
    forbidden:
      '이 브라우저가 저장을 막고 있어 진도가 이 창을 닫으면 사라집니다. 남기려면 파일로 내보내거나 브라우저 설정에서 이 사이트의 저장을 허용하세요.',
    full: '브라우저의 저장 공간이 가득 차 새 진도가 저장되지 않고 있습니다. 공간을 비우면 다음 풀이 때 저장됩니다. 그때까지는 파일로 내보내 두세요.',
    unreadable:
      '저장된 진도가 손상되어 읽을 수 없습니다. 건드리지 않고 그대로 두었으며, 이번에 한 것은 이 창을 닫으면 사라집니다.',
    newer:
      '저장된 진도가 이 과정의 더 새로운 판에서 만들어져 읽을 수 없습니다. 페이지를 새로 고쳐 보세요. 그대로 두었으며, 이번에 한 것은 이 창을 닫으면 사라집니다.',
    saveUnreadable: '읽을 수 없는 기록을 파일로 저장',
    replaceUnreadable: '그 기록을 버리고 새로 저장하기',
    replaced: '이번 진도를 새로 저장했습니다.',
  },
  en: {
    read: 'read',
    begun: 'begun',
    notYet: 'not yet',
    lessonsRead: 'Lessons read to the end',
    lessonsBegun: 'Lessons begun',
    questionsAnswered: 'Questions answered',
    questionsRight: 'Right at the latest attempt',
    tasksDone: 'Tasks solved',
    keptHere:
      'Your progress stays in this browser only. To take it to another device, export it to a file and import the file there.',
    exportFile: 'Export to a file',
    importFile: 'Import from a file',
    imported: 'Imported. New lesson records: {lessons}. New attempts: {attempts}.',
    nothingNew: 'Imported. Everything in the file was already here.',
    importCorrupted:
      'Not imported. The file is not a progress file of this course, or it is damaged (at {where}). Your progress is unchanged.',
    importNewer:
      'Not imported. The file was made by a newer version of this course. Reload the page and try again. Your progress is unchanged.',
    importUnread: 'The file could not be read. Your progress is unchanged.',
    startOver: 'Start over',
    startOverTitle: 'Erase all progress?',
    startOverWhy:
      'The lessons you read and your answers disappear from this browser for good. To keep them, export them to a file first.',
    erase: 'Erase everything',
    cancel: 'Cancel',
    erased: 'All progress is erased.',
    forbidden:
      'This browser does not let the site store anything, so your progress is lost when you close this tab. To keep it, export it to a file, or allow storage for this site in the browser’s settings.',
    full: 'The browser’s storage is full, so new progress is not being saved. Once there is room, it is saved with your next answer. Until then, export it to a file.',
    unreadable:
      'The stored progress is damaged and cannot be read. It has been left as it is; what you do now is lost when you close this tab.',
    newer:
      'The stored progress was written by a newer version of this course and cannot be read. Try reloading the page. It has been left as it is; what you do now is lost when you close this tab.',
    saveUnreadable: 'Save the unreadable record to a file',
    replaceUnreadable: 'Drop that record and save anew',
    replaced: 'This visit’s progress is saved.',
  },
});
