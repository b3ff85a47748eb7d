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

/// <summary>`result` of main.flow:12:3.</summary>
internal sealed class Result
{
    /// <summary>The rows that stay; the others are in <paramref name="exits"/>.</summary>
    public List<ResultResultRow> Run(List<TripsRow> tripsRows, RowExits exits)
    {
        List<ResultAggregateRow> aggregateRows = Aggregate(tripsRows);
        List<ResultResultRow> result = new(aggregateRows.Count);
        foreach (ref readonly ResultAggregateRow row in CollectionsMarshal.AsSpan(aggregateRows))
        {
            int site = Step(in row, exits, out ResultResultRow kept);
            if (site == 0)
            {
                result.Add(kept);
            }
        }
        return result;
    }

    /// <summary>What is known of a group.</summary>
    public struct ResultAggregateState
    {
        public Quantile Middle;
        public List<TripsRow>? Rows;
    }

    /// <summary>Adds a row to its group.</summary>
    public void AggregateAdd(ref ResultAggregateState state, in TripsRow row)
    {
        state.Middle.Add(Decimals.ToFloat(row.Fare, 2));
        (state.Rows ??= []).Add(row);
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    private int StringAggOrder(TripsRow a, TripsRow b)
    {
        return NaturalOrder<long>.Compare(a.TripId, b.TripId);
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    private int FirstOrder(TripsRow a, TripsRow b)
    {
        int order = NaturalOrder<long>.Compare(a.Fare, b.Fare);
        if (order != 0)
        {
            return order;
        }
        int order2 = NaturalOrder<long>.Compare(a.TripId, b.TripId);
        if (order2 != 0)
        {
            return order2;
        }
        int order3 = NaturalOrder<int>.Compare(a.ZoneId, b.ZoneId);
        if (order3 != 0)
        {
            return order3;
        }
        int order4 = NaturalOrder<DateTime>.Compare(a.PickupLocal, b.PickupLocal);
        if (order4 != 0)
        {
            return order4;
        }
        int order5 = NaturalOrder<DateTime>.Compare(a.DropoffLocal, b.DropoffLocal);
        if (order5 != 0)
        {
            return order5;
        }
        int order6 = NullsLast.Compare<long, NaturalOrder<long>>(a.Tip, b.Tip);
        if (order6 != 0)
        {
            return order6;
        }
        return NullsLast.CompareText(a.Note, b.Note);
    }

    /// <summary>The group's row.</summary>
    public ResultAggregateRow AggregateResult(ResultAggregateKey key, ref ResultAggregateState state)
    {
        List<TripsRow> sorted = [.. state.Rows ?? []];
        sorted.Sort(StringAggOrder);
        JoinedText accumulator = default;
        foreach (TripsRow row in sorted)
        {
            if (row.Note is { } value)
            {
                accumulator.Add(value, ",");
            }
        }
        string? notes = accumulator.IsEmpty ? null : accumulator.Result;
        List<TripsRow> sorted2 = [.. state.Rows ?? []];
        sorted2.Sort(FirstOrder);
        FirstOf<long> accumulator2 = default;
        foreach (TripsRow row2 in sorted2)
        {
            accumulator2.Add(row2.TripId);
        }
        return new ResultAggregateRow(key.ZoneId, notes, accumulator2.Result, state.Middle.Result(0.5));
    }

    /// <summary>One row a group.</summary>
    private List<ResultAggregateRow> Aggregate(List<TripsRow> rows)
    {
        Dictionary<ResultAggregateKey, ResultAggregateState> groups = [];
        foreach (ref readonly TripsRow row in CollectionsMarshal.AsSpan(rows))
        {
            ResultAggregateKey key = new ResultAggregateKey(row.ZoneId);
            AggregateAdd(ref CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _), in row);
        }

        List<ResultAggregateRow> results = new(groups.Count);
        foreach (ResultAggregateKey key in groups.Keys)
        {
            results.Add(AggregateResult(key, ref CollectionsMarshal.GetValueRefOrNullRef(groups, key)));
        }

        return results;
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in ResultAggregateRow row, RowExits exits, out ResultResultRow result)
    {
        result = new ResultResultRow(row.ZoneId, row.Notes, row.Cheapest, row.Middle);
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

internal readonly record struct ResultAggregateRow(int ZoneId, string? Notes, long Cheapest, double Middle);

internal readonly record struct ResultAggregateKey(int ZoneId);

internal readonly record struct ResultResultRow(int ZoneId, string? Notes, long Cheapest, double Middle);
