// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <utility>

namespace pedell::core
{

/// A map of bounded size: beyond `limit` entries the one that was not used for the longest time is forgotten.
/// So who sends ever new names costs us memory once, not without end.
template <class Key, class Value>
class Recent
{
public:
    explicit Recent(std::size_t limit) : limit_(limit) {}

    /// The entry, or null; does not count as use.
    [[nodiscard]] const Value* find(const Key& key) const
    {
        const auto at = index_.find(key);
        return at == index_.end() ? nullptr : &at->second->second;
    }
    /// The entry, made where there is none; now the youngest. Valid until the next call of use().
    Value& use(const Key& key)
    {
        if (const auto at = index_.find(key); at != index_.end()) {
            entries_.splice(entries_.begin(), entries_, at->second);
            return at->second->second;
        }
        if (index_.size() >= limit_) {
            index_.erase(entries_.back().first);
            entries_.pop_back();
        }
        entries_.emplace_front(key, Value{});
        index_.emplace(key, entries_.begin());
        return entries_.front().second;
    }
    void erase(const Key& key)
    {
        if (const auto at = index_.find(key); at != index_.end()) {
            entries_.erase(at->second);
            index_.erase(at);
        }
    }
    template <class Predicate>
    std::size_t erase_if(Predicate predicate)
    {
        std::size_t erased = 0;
        for (auto at = entries_.begin(); at != entries_.end();) {
            if (!predicate(at->first, at->second)) {
                ++at;
                continue;
            }
            index_.erase(at->first);
            at = entries_.erase(at);
            ++erased;
        }
        return erased;
    }
    [[nodiscard]] std::size_t size() const noexcept
    {
        return index_.size();
    }
    /// Youngest first.
    [[nodiscard]] auto begin() const noexcept
    {
        return entries_.begin();
    }
    [[nodiscard]] auto end() const noexcept
    {
        return entries_.end();
    }

private:
    std::size_t limit_;
    std::list<std::pair<Key, Value>> entries_;
    std::map<Key, typename std::list<std::pair<Key, Value>>::iterator> index_;
};

} // namespace pedell::core
