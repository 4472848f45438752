"""The setup guide's headings, and what of this project each became: the items come from the code, the pages from here.

The guide itself is no part of the project; only its headings are kept, in its own language.
"""

from typing import Final, NamedTuple

from deliverability.checklist.catalogue import ITEMS
from deliverability.checklist.guide import BOXES


class Part(NamedTuple):
    """A heading of the guide: the step under which items name it, the pages that go with it, a word of what differs."""

    heading: str
    step: str = ""
    pages: tuple[str, ...] = ()
    differs: str = ""


PARTS: Final = (
    Part("1.1 AWS 계정 생성", "1.1"),
    Part("1.2 IAM 사용자 생성", "1.2", differs="`AmazonSESFullAccess` is replaced by the least that is needed."),
    Part("2.1 SES 콘솔 접속", "2.1"),
    Part("2.2 이메일 주소 인증 (개발/테스트용)", "2.2"),
    Part(
        "2.3 도메인 인증 (프로덕션용 - 권장)",
        "2.3",
        differs="SES proves domains by three DKIM records today; `_amazonses` is explained.",
    ),
    Part("3.1 .env 파일 생성", "3.1"),
    Part(
        "3.2 Docker Compose 환경변수 적용", "3.2", differs="`cp .env.aws .env` would overwrite the application's file."
    ),
    Part("4.1 이메일 발송 테스트", "4.1"),
    Part("4.2 회원가입 이메일 테스트", "4.2"),
    Part("5.1 샌드박스 모드 해제", "5.1"),
    Part("5.2 발송 한도 증가 신청", "5.2", ("quota",)),
    Part("6.1 SES 대시보드 확인", "6.1", ("overview", "deliverability")),
    Part("6.2 CloudWatch 모니터링", "6.2", ("alerts",)),
    Part("보안", "security"),
    Part("비용 관리", "cost", differs="The 62,000 free mails ended in 2023."),
    Part("이메일 전달률", "delivery", ("deliverability",)),
    Part(
        "자주 발생하는 문제", "", ("troubleshooting",), "Four troubles there; each error of SES here, told by its text."
    ),
    Part("설정 완료 체크리스트", "", ("checklist",), "The boxes stand below."),
)


def headings() -> str:
    """Each heading with the items and pages that it became."""
    rows = (f"| {part.heading} | {_items(part.step)} | {_pages(part.pages)} | {part.differs} |\n" for part in PARTS)
    return "| The guide | Items | Pages | What differs |\n|---|---|---|---|\n" + "".join(rows)


def boxes() -> str:
    """Each box of the guide's closing list with the items that prove it."""
    rows = (f"| {box.title} | {', '.join(f'`{name}`' for name in box.items)} |\n" for box in BOXES)
    return "| Box | Items |\n|---|---|\n" + "".join(rows)


def _items(step: str) -> str:
    return ", ".join(f"`{item.name}`" for item in ITEMS if step and item.guide_step == step)


def _pages(names: tuple[str, ...]) -> str:
    return ", ".join(f"`pages/{name}.py`" for name in names)
