// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/validate_tree.hpp"

#include <utility>
#include <vector>

#include "connectors/xml/check_bytes.hpp"
#include "connectors/xml/element_path.hpp"
#include "connectors/xml/schema_sentences.hpp"
#include "connectors/xml/write_xml.hpp"
#include "engine/types/failure.hpp"

namespace foerderwerk::xml {
namespace {

/// Follows the validator through the tree that it reads, to know where each problem is.
class ProblemCollector : public SaxEvents {
public:
    ProblemCollector(const XmlElement& tree, std::vector<TagPosition> starts)
        : starts_(std::move(starts)) {
        list(tree);
    }

    bool start_element(std::u16string_view, std::u16string_view,
                       std::span<const SaxAttribute>) override {
        path_.enter(*elements_[next_]);
        ++next_;
        return true;
    }

    void end_element() override { path_.leave(); }
    bool text(std::u16string_view) override { return true; }

    bool problem(const SaxProblem& problem) override {
        auto [code, text] = sentence_of(problem);
        // What is wrong with a start tag is reported before the element is announced.
        const bool in_next_tag =
            next_ < starts_.size() && std::pair(problem.line, problem.column) >
                                          std::pair(starts_[next_].line, starts_[next_].column);
        const bool at_end = path_.empty() && !in_next_tag;
        if (in_next_tag || at_end)
            path_.enter(*elements_[in_next_tag ? next_ : 0]);
        const bool is_reference = code == "IDREF";
        reasons.push_back({std::move(code), path_.place(), std::move(text)});
        if (in_next_tag || at_end)
            path_.leave();
        return take(is_reference);
    }

    Reasons reasons;

private:
    /// Whether to go on. References never stop the validator: they may be no more than warnings,
    /// and what stands behind many of them must still be judged.
    bool take(bool is_reference) {
        if (is_reference && references_ == reasons_max) {
            reasons.pop_back();
        } else if (is_reference) {
            ++references_;
        }
        return reasons.size() - references_ < reasons_max;
    }

    void list(const XmlElement& element) {
        elements_.push_back(&element);
        for (const XmlElement& child : element.children)
            list(child);
    }

    std::vector<TagPosition> starts_;
    std::vector<const XmlElement*> elements_;  // in document order, like starts_
    std::size_t next_ = 0;
    std::size_t references_ = 0;
    ElementPath path_;
};

}  // namespace

Reasons validate_tree(const XmlElement& tree, SaxParser& validator) {
    const std::string bytes = write_xml(tree);
    XmlLimits limits;
    limits.bytes_max = bytes.size();
    auto markup = check_bytes(bytes, limits);
    if (!markup.has_value())
        return std::move(markup.error());
    ProblemCollector collector(tree, std::move(markup->starts));
    validator.parse(bytes, collector);
    return std::move(collector.reasons);
}

}  // namespace foerderwerk::xml
