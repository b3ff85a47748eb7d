using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// The tables of a slot by their numbers, which they keep: offsets of a table's changes are kept under its number. One that is no longer
/// captured leaves its place empty; where it comes back it is a new one, because changes in between were passed over.
/// </summary>
/// <param name="Names">As <c>flow.captures</c> has them.</param>
/// <param name="FirstNew">From which number on the slot did not have them before; null where it had all.</param>
internal sealed record SlotTables(ImmutableArray<string> Names, int? FirstNew)
{
    /// <param name="known">As kept; null where nothing is: the slot is new, or its row was written before slots had several tables.</param>
    /// <param name="isUsed">Changes were read through the slot.</param>
    public static SlotTables Of(ImmutableArray<string>? known, bool isUsed, ImmutableArray<TableName> wanted)
    {
        ImmutableArray<string> names = [.. wanted.Select(w => w.ToString())];
        if (known is not { } before)
        {
            // Of several nobody knows which one it was: then all are new.
            return new SlotTables(names, isUsed && names.Length > 1 ? 0 : null);
        }

        ImmutableArray<string> added = [.. names.Except(before)];
        return new SlotTables(
            [.. before.Select(name => names.Contains(name) ? name : ""), .. added], added.IsEmpty ? null : before.Length);
    }
}
