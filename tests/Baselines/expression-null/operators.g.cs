#nullable enable annotations
#pragma warning disable CS0162, CS1718 // A condition that is known stays as the program has it.
using System.Runtime.InteropServices;
using FlowLang.Values;
using FlowLang.Values.Aggregates;
using FlowLang.Values.Collections;
using FlowLang.Values.Hashes;
using FlowLang.Values.Json;
using FlowLang.Values.Numbers;
using FlowLang.Values.Reading;
using FlowLang.Values.Rows;
using FlowLang.Values.Texts;
using FlowLang.Values.Times;

namespace FlowLang.Generated;

/// <summary>`result` of main.flow:11:3.</summary>
internal sealed class Result
{
    /// <summary>The rows that stay; the others are in <paramref name="exits"/>.</summary>
    public List<ResultResultRow> Run(List<TripsRow> trips, RowExits exits)
    {
        List<ResultResultRow> result = new(trips.Count);
        foreach (ref readonly TripsRow row in CollectionsMarshal.AsSpan(trips))
        {
            int site = Step(in row, exits, out ResultResultRow kept);
            if (site == 0)
            {
                result.Add(kept);
            }
            else
            {
                exits.Count(site);
            }
        }
        return result;
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in TripsRow row, RowExits exits, out ResultResultRow result)
    {
#line 8 "main.flow"
        long tip = row.Tip ?? 0L;
        string note = (row.Note ?? "none");
        long both = row.Tip ?? row.Fare;
        result = new ResultResultRow(row.TripId, tip, note, both);
        return 0;
    }
}

internal readonly record struct TripsRow(
    long TripId,
    int ZoneId,
    DateTime PickupLocal,
    DateTime DropoffLocal,
    long Fare,
    long? Tip,
    string? Note);

internal readonly record struct ResultResultRow(long TripId, long Tip, string Note, long Both);
