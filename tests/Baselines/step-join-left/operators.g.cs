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

/// <summary>`trips_rows` of main.flow:9:8.</summary>
internal sealed class TripsRows
{
    /// <summary>The rows that stay; the others are in <paramref name="exits"/>.</summary>
    public List<TripsRow> Run(List<TripsRow> trips, RowExits exits)
    {
        return trips;
    }
}

/// <summary>`zones_rows` of main.flow:10:15.</summary>
internal sealed class ZonesRows
{
    /// <summary>The rows that stay; the others are in <paramref name="exits"/>.</summary>
    public List<ZonesRow> Run(List<ZonesRow> zones, RowExits exits)
    {
        return zones;
    }
}

/// <summary>`result` of main.flow:14:3.</summary>
internal sealed class Result
{
    /// <summary>The rows that stay; the others are in <paramref name="exits"/>.</summary>
    public List<ResultResultRow> Run(List<TripsRow> tripsRows, List<ZonesRow> zonesRows, RowExits exits)
    {
        List<ResultJoinRow> joinRows = Join(tripsRows, zonesRows);
        List<ResultResultRow> result = new(joinRows.Count);
        foreach (ref readonly ResultJoinRow row in CollectionsMarshal.AsSpan(joinRows))
        {
            int site = Step(in row, exits, out ResultResultRow kept);
            if (site == 0)
            {
                result.Add(kept);
            }
        }
        return result;
    }

    /// <summary>What is equal in a pair.</summary>
    private ResultJoinKey JoinKey(in TripsRow l)
    {
        return new ResultJoinKey(l.ZoneId);
    }

    /// <summary>What is equal in a pair.</summary>
    private ResultJoinKey JoinKey2(in ZonesRow r)
    {
        return new ResultJoinKey(r.ZoneId);
    }

    /// <summary>Whether a pair of rows fits.</summary>
    private bool JoinHolds(in TripsRow l, in ZonesRow r)
    {
        return l.ZoneId == r.ZoneId;
    }

    /// <summary>Pairs of rows, a left join.</summary>
    private List<ResultJoinRow> Join(List<TripsRow> left, List<ZonesRow> right)
    {
        Dictionary<ResultJoinKey, List<int>> byKey = [];
        for (int i = 0; i < right.Count; i++)
        {
            ResultJoinKey key = JoinKey2(right[i]);
            if (!byKey.TryGetValue(key, out List<int>? same))
            {
                byKey.Add(key, same = []);
            }

            same.Add(i);
        }

        List<ResultJoinRow> results = [];
        foreach (TripsRow l in left)
        {
            bool isFound = false;
            foreach (int i in byKey.GetValueOrDefault(JoinKey(l)) ?? [])
            {
                ZonesRow r = right[i];
                if (JoinHolds(l, r))
                {
                    results.Add(new ResultJoinRow(l.TripId, l.Fare, r.Borough));
                    isFound = true;
                }
            }

            if (!isFound)
            {
                results.Add(new ResultJoinRow(l.TripId, l.Fare, default));
            }
        }

        return results;
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in ResultJoinRow row, RowExits exits, out ResultResultRow result)
    {
        result = new ResultResultRow(row.TripId, row.Borough, row.Fare);
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

internal readonly record struct ZonesRow(int ZoneId, string Borough, string? Zone);

internal readonly record struct ResultJoinRow(long TripId, long Fare, string? Borough);

internal readonly record struct ResultJoinKey(int? On1);

internal readonly record struct ResultResultRow(long TripId, string? Borough, long Fare);
