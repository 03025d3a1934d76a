"""The main example poll and the example survey in Spanish and Arabic."""

from collections.abc import Mapping

from pollsvc.domain.questionnaires import Translation
from pollsvc.domain.translations import TITLE

_RA = "artritis reumatoide"
_RA_AR = "التهاب المفاصل الروماتويدي"
_REFUSE = "Prefiero no responder"
_REFUSE_AR = "أفضّل عدم الإجابة"
_DONT_KNOW = "No sé"
_DONT_KNOW_AR = "لا أعرف"


def _translation(
    language: str, title: str, questions: Mapping[str, Mapping[str, str]]
) -> Translation:
    """Return a translation, given for each question its texts by the end of the key."""
    texts = {
        f"questions.{code}.{part}": text
        for code, parts in questions.items()
        for part, text in parts.items()
    }
    return Translation(language=language, texts={TITLE: title} | texts)


PHARMACY_VISITS = (
    _translation(
        "es",
        "Visitas a la farmacia",
        {
            "visits": {
                "text": "En promedio, ¿cuántas veces al mes va usted (o la persona "
                "que le cuida) a la farmacia?",
                "options.0": "Ninguna",
                "options.1": "Una vez",
                "options.2": "Dos veces",
                "options.3": "Tres veces o más",
                "options.dont_know": _DONT_KNOW,
                "options.refuse": _REFUSE,
            }
        },
    ),
    _translation(
        "ar",
        "زيارات الصيدلية",
        {
            "visits": {
                "text": "في المتوسط، كم مرة في الشهر تذهب أنت (أو من يقدّم لك "
                "الرعاية) إلى الصيدلية؟",
                "options.0": "ولا مرة",
                "options.1": "مرة واحدة",
                "options.2": "مرتين",
                "options.3": "ثلاث مرات أو أكثر",
                "options.dont_know": _DONT_KNOW_AR,
                "options.refuse": _REFUSE_AR,
            }
        },
    ),
)

LIVING_WITH_RA = (
    _translation(
        "es",
        f"Vivir con {_RA}: una encuesta breve",
        {
            "care": {
                "text": f"¿A quién consulta más a menudo por su {_RA}?",
                "options.rheumatologist": "A un reumatólogo o una reumatóloga",
                "options.nurse": "A un enfermero o una enfermera de reumatología",
                "options.family": "A mi médico o médica de cabecera",
                "options.other": "A otra persona",
                "options.refuse": _REFUSE,
            },
            "helps": {
                "text": "¿Qué le ha ayudado en el último mes?",
                "options.medicine": "Tomar mi medicina a tiempo",
                "options.moving": "Hacer ejercicio suave",
                "options.rest": "Planificar los descansos",
                "options.warmth": "El calor o el frío",
                "options.aids": "Férulas, agarraderas u otras ayudas",
                "options.talking": f"Hablar con otras personas con {_RA}",
                "options.other": "Otra cosa",
                "options.none": "Nada de lo anterior",
                "options.refuse": _REFUSE,
            },
            "explained": {
                "text": "Me han explicado mi tratamiento con palabras que entiendo.",
                "hint": "¿Hasta qué punto está de acuerdo?",
                "options.1": "Muy en desacuerdo",
                "options.2": "En desacuerdo",
                "options.3": "Ni de acuerdo ni en desacuerdo",
                "options.4": "De acuerdo",
                "options.5": "Muy de acuerdo",
                "options.dont_know": _DONT_KNOW,
            },
            "recommend": {
                "text": "¿Qué tan probable es que le hable de esta comunidad a alguien "
                f"que acaba de saber que tiene {_RA}?",
                "low": "Nada probable",
                "high": "Muy probable",
            },
            "sleep": {
                "text": "La semana pasada, ¿cuántas horas durmió la mayoría de las "
                "noches?",
                "unit": "horas",
                "options.dont_know": _DONT_KNOW,
            },
            "matters": {
                "text": "¿Qué es lo que más le importa en un tratamiento?",
                "options.pain": "Menos dolor",
                "options.tiredness": "Menos cansancio",
                "options.moving": "Moverme con libertad",
                "options.effects": "Pocos efectos secundarios",
                "options.simple": "Que sea fácil de tomar",
                "options.refuse": _REFUSE,
            },
            "tasks": {
                "text": "La semana pasada, ¿qué tan difícil le resultó hacer estas "
                "cosas?",
                "options.1": "Nada difícil",
                "options.2": "Un poco difícil",
                "options.3": "Muy difícil",
                "options.4": "Imposible",
                "options.not_tried": "No lo hice",
                "rows.jar": "Abrir un frasco nuevo",
                "rows.buttons": "Abrocharme los botones",
                "rows.stairs": "Subir un tramo de escaleras",
                "rows.shopping": "Llevar las compras a casa",
            },
            "told": {
                "text": f"¿Cuándo le dijeron que tiene {_RA}?",
                "hint": "Si no recuerda el día, escriba el primero del mes.",
                "options.dont_know": _DONT_KNOW,
                "options.refuse": _REFUSE,
            },
            "tip": {
                "text": f"¿Qué le diría a alguien que acaba de saber que tiene {_RA}?",
            },
        },
    ),
    _translation(
        "ar",
        f"العيش مع {_RA_AR}: استبيان قصير",
        {
            "care": {
                "text": f"من تراجع في أغلب الأحيان بشأن {_RA_AR}؟",
                "options.rheumatologist": "طبيب أو طبيبة أمراض الروماتيزم",
                "options.nurse": "ممرض أو ممرضة أمراض الروماتيزم",
                "options.family": "طبيب أو طبيبة الأسرة",
                "options.other": "شخص آخر",
                "options.refuse": _REFUSE_AR,
            },
            "helps": {
                "text": "أيّ مما يلي ساعدك خلال الشهر الماضي؟",
                "options.medicine": "تناول دوائي في موعده",
                "options.moving": "التمارين الخفيفة",
                "options.rest": "التخطيط لأوقات الراحة",
                "options.warmth": "التدفئة أو التبريد",
                "options.aids": "الجبائر أو المقابض أو غيرها من الأدوات المساعدة",
                "options.talking": f"التحدث مع آخرين لديهم {_RA_AR}",
                "options.other": "شيء آخر",
                "options.none": "لا شيء مما سبق",
                "options.refuse": _REFUSE_AR,
            },
            "explained": {
                "text": "شُرح لي علاجي بكلمات أفهمها.",
                "hint": "إلى أي مدى توافق على ذلك؟",
                "options.1": "لا أوافق بشدة",
                "options.2": "لا أوافق",
                "options.3": "لا أوافق ولا أعارض",
                "options.4": "أوافق",
                "options.5": "أوافق بشدة",
                "options.dont_know": _DONT_KNOW_AR,
            },
            "recommend": {
                "text": "ما مدى احتمال أن تُخبر عن هذا المجتمع شخصًا علم حديثًا بأن "
                f"لديه {_RA_AR}؟",
                "low": "غير محتمل إطلاقًا",
                "high": "محتمل جدًا",
            },
            "sleep": {
                "text": "كم ساعة نمت في معظم ليالي الأسبوع الماضي؟",
                "unit": "ساعة",
                "options.dont_know": _DONT_KNOW_AR,
            },
            "matters": {
                "text": "ما أكثر ما يهمّك في العلاج؟",
                "options.pain": "ألم أقل",
                "options.tiredness": "تعب أقل",
                "options.moving": "الحركة بحرية",
                "options.effects": "آثار جانبية قليلة",
                "options.simple": "سهولة تناوله",
                "options.refuse": _REFUSE_AR,
            },
            "tasks": {
                "text": "في الأسبوع الماضي، ما مدى صعوبة القيام بهذه الأمور عليك؟",
                "options.1": "ليس صعبًا",
                "options.2": "صعب قليلًا",
                "options.3": "صعب جدًا",
                "options.4": "غير ممكن",
                "options.not_tried": "لم أفعل ذلك",
                "rows.jar": "فتح مرطبان جديد",
                "rows.buttons": "إغلاق الأزرار",
                "rows.stairs": "صعود الدرج",
                "rows.shopping": "حمل المشتريات إلى البيت",
            },
            "told": {
                "text": f"متى قيل لك إن لديك {_RA_AR}؟",
                "hint": "إن كنت لا تتذكر اليوم، فاكتب اليوم الأول من الشهر.",
                "options.dont_know": _DONT_KNOW_AR,
                "options.refuse": _REFUSE_AR,
            },
            "tip": {
                "text": f"ماذا تقول لشخص علم للتو بأن لديه {_RA_AR}؟",
            },
        },
    ),
)
