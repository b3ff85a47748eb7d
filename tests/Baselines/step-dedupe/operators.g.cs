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

/// <summary>`trips_rows` of main.flow:7:8.</summary>
internal sealed class TripsRows
{
    /// <summary>The rows that stay; the others are in <paramref name="exits"/>.</summary>
    public List<TripsRow> Run(List<TripsRow> trips, RowExits exits)
    {
        return trips;
    }
}

/// <summary>`result` of main.flow:11:3.</summary>
internal sealed class Result
{
    /// <summary>The rows that stay; the others are in <paramref name="exits"/>.</summary>
    public List<ResultResultRow> Run(List<TripsRow> tripsRows, RowExits exits)
    {
        List<TripsRow> dedupeRows = Dedupe(tripsRows);
        List<ResultResultRow> result = new(dedupeRows.Count);
        foreach (ref readonly TripsRow row in CollectionsMarshal.AsSpan(dedupeRows))
        {
            int site = Step(in row, exits, out ResultResultRow kept);
            if (site == 0)
            {
                result.Add(kept);
            }
        }
        return result;
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    private int DedupeOrder(TripsRow a, TripsRow b)
    {
        int order = NaturalOrder<DateTime>.Compare(b.PickupLocal, a.PickupLocal);
        if (order != 0)
        {
            return order;
        }
        int order2 = NaturalOrder<long>.Compare(a.TripId, b.TripId);
        if (order2 != 0)
        {
            return order2;
        }
        int order3 = NaturalOrder<DateTime>.Compare(a.DropoffLocal, b.DropoffLocal);
        if (order3 != 0)
        {
            return order3;
        }
        int order4 = NaturalOrder<long>.Compare(a.Fare, b.Fare);
        if (order4 != 0)
        {
            return order4;
        }
        int order5 = NullsLast.Compare<long, NaturalOrder<long>>(a.Tip, b.Tip);
        if (order5 != 0)
        {
            return order5;
        }
        return NullsLast.CompareText(a.Note, b.Note);
    }

    /// <summary>The first row, in order, of each key.</summary>
    private List<TripsRow> Dedupe(List<TripsRow> rows)
    {
        Dictionary<ResultDedupeKey, TripsRow> kept = [];
        foreach (TripsRow row in rows)
        {
            ResultDedupeKey key = new ResultDedupeKey(row.ZoneId);
            ref TripsRow first = ref CollectionsMarshal.GetValueRefOrAddDefault(kept, key, out bool exists);
            if (!exists || DedupeOrder(row, first) < 0)
            {
                first = row;
            }
        }

        return [.. kept.Values];
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in TripsRow row, RowExits exits, out ResultResultRow result)
    {
        result = new ResultResultRow(row.TripId, row.ZoneId, row.PickupLocal, row.DropoffLocal, row.Fare, row.Tip, row.Note);
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

internal readonly record struct ResultDedupeKey(int By1);

internal readonly record struct ResultResultRow(
    long TripId,
    int ZoneId,
    DateTime PickupLocal,
    DateTime DropoffLocal,
    long Fare,
    long? Tip,
    string? Note);
