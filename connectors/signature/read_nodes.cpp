// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/read_nodes.hpp"

#include <memory>

#include <libxml/tree.h>

#include "engine/types/digest.hpp"

namespace foerderwerk::signature {
namespace {

constexpr std::size_t shown_name_bytes_max = 60;
constexpr unsigned short line_unknown = 65535;  ///< libxml2 2.9 counts no further

std::string_view text_of(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string shown_name(const xmlNode* element) {
    std::string name;
    if (element->ns != nullptr && element->ns->prefix != nullptr) {
        name = std::string(text_of(element->ns->prefix)) + ":";
    }
    name += text_of(element->name);
    if (name.size() > shown_name_bytes_max) {
        std::size_t length = shown_name_bytes_max;
        while ((static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U) {
            --length;
        }
        name = name.substr(0, length) + "…";
    }
    return name;
}

xmlNode* child_named(const xmlNode* parent, std::string_view space, std::string_view name) {
    for (xmlNode* child = parent == nullptr ? nullptr : parent->children; child != nullptr;
         child = child->next) {
        if (child->type == XML_ELEMENT_NODE && local_name(child) == name &&
            namespace_of(child) == space) {
            return child;
        }
    }
    return nullptr;
}

}  // namespace

std::string_view local_name(const _xmlNode* element) {
    return text_of(element->name);
}

std::string_view namespace_of(const _xmlNode* element) {
    return element->ns == nullptr ? std::string_view() : text_of(element->ns->href);
}

bool is_signature_element(const _xmlNode* node, std::string_view name) {
    return node->type == XML_ELEMENT_NODE && local_name(node) == name &&
           namespace_of(node) == signature_namespace;
}

std::vector<_xmlNode*> child_elements(const _xmlNode* parent) {
    std::vector<_xmlNode*> elements;
    if (parent != nullptr) {
        for (xmlNode* child = parent->children; child != nullptr; child = child->next) {
            if (child->type == XML_ELEMENT_NODE) {
                elements.push_back(child);
            }
        }
    }
    return elements;
}

_xmlNode* signature_child(const _xmlNode* parent, std::string_view name) {
    return child_named(parent, signature_namespace, name);
}

_xmlNode* properties_child(const _xmlNode* parent, std::string_view name) {
    return child_named(parent, properties_namespace, name);
}

_xmlAttr* attribute_of(const _xmlNode* element, std::string_view name) {
    if (element != nullptr) {
        for (xmlAttr* attribute = element->properties; attribute != nullptr;
             attribute = attribute->next) {
            if (attribute->ns == nullptr && text_of(attribute->name) == name) {
                return attribute;
            }
        }
    }
    return nullptr;
}

std::string value_of(const _xmlAttr* attribute) {
    std::string value;
    for (const xmlNode* part = attribute->children; part != nullptr; part = part->next) {
        value += text_of(part->content);
    }
    return value;
}

std::optional<std::string> plain_text(const _xmlNode* element) {
    if (element == nullptr) {
        return std::nullopt;
    }
    std::string text;
    for (const xmlNode* child = element->children; child != nullptr; child = child->next) {
        if (child->type != XML_TEXT_NODE) {
            return std::nullopt;
        }
        text += text_of(child->content);
    }
    return text;
}

std::optional<std::string> base64_content(const _xmlNode* element) {
    auto text = plain_text(element);
    if (!text) {
        return std::nullopt;
    }
    std::erase_if(*text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    return from_base64(*text);
}

std::string place_of(const _xmlNode* element) {
    if (element == nullptr) {
        return "/";
    }
    std::string path;
    for (const xmlNode* node = element; node != nullptr && node->type == XML_ELEMENT_NODE;
         node = node->parent) {
        path = "/" + shown_name(node) + path;
    }
    if (element->line != 0 && element->line != line_unknown) {
        path += " (Zeile " + std::to_string(element->line) + ")";
    }
    return path;
}

}  // namespace foerderwerk::signature
