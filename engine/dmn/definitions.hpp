// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/dmn/boxed_expression.hpp"
#include "engine/feel/expression.hpp"

namespace foerderwerk::dmn {

/// DMN 1.5, section 7.3.3: a named type made of a base type, of components, or a function.
struct ItemDefinition {
    std::string name;
    std::string type;  ///< name of the base type; empty with components
    bool is_collection = false;
    std::optional<std::size_t> function_parameters;  ///< how many, of a function item
    Formula allowed_values;   ///< unary tests on a value, or on each element of a collection
    Formula type_constraint;  ///< unary tests on the value as a whole
    std::vector<ItemDefinition> components;
    std::size_t line = 0;
    std::size_t model = 0;  ///< set by compile: index into Definitions::models
};

struct InputData {
    std::string id;
    std::string name;
    TypeRef type;
    std::size_t line = 0;
    std::size_t model = 0;  ///< set by compile: index into Definitions::models
};

enum class ElementKind { input, decision, knowledge, service };

/// One arrow of the requirements graph. `kind`, `index` (into the vector of that kind in
/// Definitions) and `qualifier` are set by compile, which resolves `href`.
struct Requirement {
    std::string href;
    std::size_t line = 0;
    ElementKind kind = ElementKind::input;
    std::size_t index = 0;
    std::string qualifier{};  ///< name of the import it comes through, as in `import.element`
};

struct Decision {
    std::string id;
    std::string name;
    TypeRef type;
    std::vector<Requirement> information;  ///< inputs and decisions
    std::vector<Requirement> knowledge;    ///< knowledge models and services
    BoxedPointer logic;                    ///< nullptr: no logic, the decision is null
    std::size_t line = 0;
    std::size_t model = 0;  ///< set by compile: index into Definitions::models
};

/// A business knowledge model: a function that decisions share (section 6.3.9).
struct KnowledgeModel {
    std::string id;
    std::string name;
    BoxedFunction function;
    std::vector<Requirement> knowledge;
    std::size_t line = 0;
    std::size_t model = 0;  ///< set by compile: index into Definitions::models
};

/// A part of the graph that is called like a function (section 10.4).
struct DecisionService {
    std::string id;
    std::string name;
    TypeRef type;
    std::vector<Requirement> outputs;
    std::vector<Requirement> input_decisions;
    std::vector<Requirement> inputs;
    std::size_t line = 0;
    std::size_t model = 0;  ///< set by compile: index into Definitions::models
};

/// Another model whose elements this one calls `name.element` (section 7.3.2).
struct Import {
    std::string name;  ///< empty: the elements stand among this model's own
    std::string name_space;
    std::string location;  ///< as written, a path or nothing
    std::size_t line = 0;
    std::size_t model = 0;  ///< set by compile: index into Definitions::models
};

/// One of the models that compile put together.
struct MergedModel {
    std::string name;
    std::string name_space;
    std::vector<Import> imports;
};

/// A DMN file as values, before it is compiled: what a reader fills.
struct Definitions {
    std::string name;
    std::string name_space;
    std::vector<Import> imports;
    std::vector<MergedModel> models;  ///< set by compile: this one first, then the imported ones
    std::vector<ItemDefinition> items;
    std::vector<InputData> inputs;
    std::vector<Decision> decisions;
    std::vector<KnowledgeModel> knowledge;
    std::vector<DecisionService> services;
};

}  // namespace foerderwerk::dmn
