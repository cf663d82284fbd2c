// SPDX-License-Identifier: EUPL-1.2
#include <iterator>
#include <set>
#include <utility>

#include "engine/dmn/compile_steps.hpp"

namespace foerderwerk::dmn {

namespace {

MergedModel outline(Definitions& definitions) {
    return {definitions.name, definitions.name_space, definitions.imports};
}

template <class Element>
void append(std::vector<Element>& all, std::vector<Element>& more, std::size_t model) {
    for (Element& element : more)
        element.model = model;
    all.insert(all.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
}

std::optional<std::size_t> find_model(const std::vector<MergedModel>& models,
                                      const std::string& name_space) {
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (models[i].name_space == name_space)
            return i;
    }
    return std::nullopt;
}

void connect(MergedModel& model, const std::vector<MergedModel>& models, Reasons& reasons) {
    std::set<std::string> names;
    for (Import& import : model.imports) {
        const auto found = find_model(models, import.name_space);
        if (found) {
            import.model = *found;
        } else {
            reasons.push_back(reason_at("DMN_IMPORT", import.line,
                                        "there is no model '" + import.name_space + "'"));
        }
        if (!import.name.empty() && !names.insert(import.name).second) {
            reasons.push_back(reason_at("DMN_NAME", import.line,
                                        "the name '" + import.name + "' is given twice"));
        }
    }
}

}  // namespace

void merge_imports(Definitions& definitions, std::vector<Definitions> imported, Reasons& reasons) {
    definitions.models = {outline(definitions)};
    for (Definitions& more : imported) {
        const std::size_t model = definitions.models.size();
        definitions.models.push_back(outline(more));
        append(definitions.items, more.items, model);
        append(definitions.inputs, more.inputs, model);
        append(definitions.decisions, more.decisions, model);
        append(definitions.knowledge, more.knowledge, model);
        append(definitions.services, more.services, model);
    }
    const std::vector<MergedModel> models = definitions.models;
    for (MergedModel& model : definitions.models)
        connect(model, models, reasons);
}

}  // namespace foerderwerk::dmn
