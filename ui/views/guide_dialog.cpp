// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/guide_dialog.h"

#include <algorithm>

#include <QAbstractTextDocumentLayout>
#include <QDialogButtonBox>
#include <QImage>
#include <QListWidget>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace headroom::ui {

namespace {

constexpr int chapterLevel = 2;        ///< of the headings in the list
constexpr double pictureWidth = 680.0; ///< px

/// Shows pictures no wider than the page is at first.
class GuideText : public QTextBrowser {
public:
    using QTextBrowser::QTextBrowser;

    QVariant loadResource(int type, const QUrl& name) override
    {
        QVariant resource = QTextBrowser::loadResource(type, name);
        if (type != QTextDocument::ImageResource) {
            return resource;
        }
        QImage picture = QImage::fromData(resource.toByteArray());
        picture.setDevicePixelRatio(std::max(1.0, picture.width() / pictureWidth));
        return picture;
    }
};

} // namespace

GuideDialog::GuideDialog(QWidget* parent) : QDialog(parent), m_chapters(new QListWidget(this)), m_text(new GuideText(this))
{
    setObjectName(QStringLiteral("guideDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("User guide"));
    m_chapters->setObjectName(QStringLiteral("guideChapters"));
    m_chapters->setAccessibleName(tr("Chapters"));
    m_text->setObjectName(QStringLiteral("guideText"));
    m_text->setAccessibleName(tr("User guide"));
    m_text->setOpenExternalLinks(false);
    //: The page of the guide in this language; a file of resources/docs
    m_text->setSource(QUrl(QStringLiteral("qrc:/docs/") + tr("guide.md")), QTextDocument::MarkdownResource);
    m_text->document()->setDocumentMargin(16);
    listChapters();

    auto* split = new QSplitter(this);
    split->addWidget(m_chapters);
    split->addWidget(m_text);
    split->setStretchFactor(1, 1);
    split->setSizes({220, 700});
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_text, &QTextBrowser::sourceChanged, this, &GuideDialog::listChapters);
    connect(m_chapters, &QListWidget::currentRowChanged, this, &GuideDialog::goTo);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(split, 1);
    layout->addWidget(buttons);
    resize(960, 720);
}

void GuideDialog::listChapters()
{
    const QSignalBlocker quiet(m_chapters);
    m_chapters->clear();
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == chapterLevel) {
            auto* item = new QListWidgetItem(block.text(), m_chapters);
            item->setData(Qt::UserRole, block.blockNumber());
        }
    }
}

void GuideDialog::goTo(int chapter)
{
    const QListWidgetItem* item = m_chapters->item(chapter);
    if (item != nullptr) {
        const QTextBlock block = m_text->document()->findBlockByNumber(item->data(Qt::UserRole).toInt());
        m_text->verticalScrollBar()->setValue(static_cast<int>(m_text->document()->documentLayout()->blockBoundingRect(block).top()));
    }
}

} // namespace headroom::ui
