// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <utility>

namespace pedell::scand
{

/// What was used last stays, up to so many entries of so much weight together.
template <class Key, class Value>
class Lru
{
public:
    Lru(std::size_t most_entries, std::size_t most_weight)
        : most_entries_(most_entries), most_weight_(most_weight)
    {
    }

    /// Absent: nullptr. Valid until the next put() or erase().
    [[nodiscard]] Value* find(const Key& key)
    {
        const auto found = index_.find(key);
        if (found == index_.end())
            return nullptr;

        entries_.splice(entries_.begin(), entries_, found->second);
        return &found->second->value;
    }

    /// What alone is heavier than all may be is not kept.
    void put(const Key& key, Value value, std::size_t weight = 1)
    {
        erase(key);
        if (weight > most_weight_)
            return;

        entries_.push_front({key, std::move(value), weight});
        index_[key] = entries_.begin();
        weight_ += weight;
        while (entries_.size() > most_entries_ || weight_ > most_weight_)
            erase(Key(entries_.back().key));
    }

    void erase(const Key& key)
    {
        const auto found = index_.find(key);
        if (found == index_.end())
            return;

        weight_ -= found->second->weight;
        entries_.erase(found->second);
        index_.erase(found);
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        return entries_.size();
    }

private:
    struct Entry {
        Key key;
        Value value;
        std::size_t weight;
    };
    std::size_t most_entries_;
    std::size_t most_weight_;
    std::size_t weight_ = 0;
    std::list<Entry> entries_; ///< the last used first
    std::map<Key, typename std::list<Entry>::iterator> index_;
};

} // namespace pedell::scand
