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

/// <summary>`result` of main.flow:13:3.</summary>
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
        public Count Trips;
        public SmallDecimalSum Paid;
        public DecimalMean Average;
        public Minimum<long, NaturalOrder<long>> Least;
        public Maximum<long, NaturalOrder<long>> Most;
        public Count Tipped;
        public Distinct<int> Zones;
        public Count Big;
        public SmallDecimalSum Small;
    }

    /// <summary>Adds a row to its group.</summary>
    public void AggregateAdd(ref ResultAggregateState state, in TripsRow row)
    {
        state.Trips.Add();
        state.Paid.Add(row.Fare);
        if (row.Tip is { } value)
        {
            state.Average.Add(value);
        }
        state.Least.Add(row.Fare);
        state.Most.Add(row.Fare);
        if (row.Tip is not null)
        {
            state.Tipped.Add();
        }
        state.Zones.Add(row.ZoneId);
        if ((row.Fare > 2000L))
        {
            state.Big.Add();
        }
        if ((row.Fare <= 2000L))
        {
            state.Small.Add(row.Fare);
        }
    }

    /// <summary>The group's row.</summary>
    public ResultAggregateRow AggregateResult(ResultAggregateKey key, ref ResultAggregateState state)
    {
        bool averageFailed = !state.Average.TryResult(4, out Int128 averageValue);
        Int128? average = state.Average.IsEmpty ? null : averageValue;
        Int128? small = state.Small.IsEmpty ? null : state.Small.Result;
        return new ResultAggregateRow(key.ZoneId, key.Day, state.Trips.Result, state.Paid.Result, average, state.Least.Result, state.Most.Result, state.Tipped.Result, state.Zones.Result, state.Big.Result, small);
    }

    /// <summary>One row a group.</summary>
    private List<ResultAggregateRow> Aggregate(List<TripsRow> rows)
    {
        Dictionary<ResultAggregateKey, ResultAggregateState> groups = [];
        foreach (ref readonly TripsRow row in CollectionsMarshal.AsSpan(rows))
        {
            ResultAggregateKey key = new ResultAggregateKey(row.ZoneId, Calendar.StartOfDay(row.PickupLocal));
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
        result = new ResultResultRow(row.ZoneId, row.Day, row.Trips, row.Paid, row.Average, row.Least, row.Most, row.Tipped, row.Zones, row.Big, row.Small);
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

internal readonly record struct ResultAggregateRow(
    int ZoneId,
    DateTime Day,
    long Trips,
    Int128 Paid,
    Int128? Average,
    long Least,
    long Most,
    long Tipped,
    long Zones,
    long Big,
    Int128? Small);

internal readonly record struct ResultAggregateKey(int ZoneId, DateTime Day);

internal readonly record struct ResultResultRow(
    int ZoneId,
    DateTime Day,
    long Trips,
    Int128 Paid,
    Int128? Average,
    long Least,
    long Most,
    long Tipped,
    long Zones,
    long Big,
    Int128? Small);
