using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>Replication slots are one pipeline's each, which may read several tables through one.</summary>
internal static partial class SlotCheck
{
    /// <summary>Takes a slot for a table, or says why it can't be had.</summary>
    /// <param name="pipeline">Who reads it; null for a stream, of which that is not known yet.</param>
    public static void Take(BoundEndpoint table, string? pipeline, BindingContext context)
    {
        if (table.Text("slot") is not { } slot)
        {
            return;
        }

        TextSpan at = table.Options.First(o => o.Name == "slot").Span;
        if (!SlotName().IsMatch(slot))
        {
            context.Report(StreamDiagnostics.SlotName(at, slot));
            return;
        }

        if (!context.Session.Slots.TryGetValue(KeyOf(table, slot), out SlotClaim? claim))
        {
            claim = new SlotClaim(at) { Reader = pipeline is null ? null : (pipeline, at) };
            context.Session.Slots.Add(KeyOf(table, slot), claim);
        }
        else if (claim.Reader?.Name != pipeline)
        {
            context.Report(StreamDiagnostics.SlotTaken(at, slot, claim.At));
        }
        else if (Conflict(table, claim) is { } why)
        {
            context.Report(StreamDiagnostics.SlotTaken(at, slot, claim.At, why));
        }

        claim.Tables.Add(table);
    }

    /// <summary>Streams that a pipeline reads: their slots are its own.</summary>
    public static void Read(ImmutableArray<BoundWrite> writes, string pipeline, BindingContext context)
    {
        foreach (BoundWrite write in writes)
        {
            Read(write.Stream?.Streams ?? [], pipeline, write.Span, context);
        }
    }

    private static void Read(IEnumerable<StreamSymbol> streams, string pipeline, TextSpan at, BindingContext context)
    {
        foreach (BoundEndpoint table in streams.Select(s => s.Endpoint).Where(e => e.Descriptor.Name == "cdc"))
        {
            if (table.Text("slot") is not { } slot || !context.Session.Slots.TryGetValue(KeyOf(table, slot), out SlotClaim? claim))
            {
                continue;
            }

            claim.Reader ??= (pipeline, at);
            if (claim.Reader is { } reader && reader.Name != pipeline)
            {
                context.Report(StreamDiagnostics.SlotTaken(at, slot, reader.At));
                return;
            }
        }
    }

    private static string? Conflict(BoundEndpoint table, SlotClaim claim)
    {
        BoundEndpoint first = claim.Tables[0];
        return first.Text("publication") != table.Text("publication") ? "all tables of a slot come by one `publication`"
            : first.Choice("snapshot") != table.Choice("snapshot") ? "all tables of a slot have one `snapshot`"
            : claim.Tables.Any(other => TableOf(other) == TableOf(table)) ? $"it has {TableOf(table)} already: read that once"
            : null;
    }

    private static (string Connection, string Slot) KeyOf(BoundEndpoint table, string slot) => (table.Connection?.Name ?? "", slot);

    // As the server finds it.
    private static string TableOf(BoundEndpoint table) =>
        table.Text(table.Descriptor.Arguments[0].Name) is { } name && !name.Contains('.', StringComparison.Ordinal)
            ? $"public.{name}"
            : table.Text(table.Descriptor.Arguments[0].Name) ?? "";

    // PostgreSQL documentation, 52.19 pg_replication_slots and pg_create_logical_replication_slot: lower case letters, digits, underscore.
    [GeneratedRegex("^[a-z0-9_]{1,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex SlotName();
}
