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

/// <summary>`result` of main.flow:15:3.</summary>
internal sealed class Result
{
    /// <summary>The rows that stay; the others are in <paramref name="exits"/>.</summary>
    public List<ResultResultRow> Run(List<TripsRow> tripsRows, RowExits exits)
    {
        List<ResultWindowRow> windowsRows = Windows(tripsRows);
        List<ResultSelectRow> selectRows = new(windowsRows.Count);
        foreach (ref readonly ResultWindowRow row in CollectionsMarshal.AsSpan(windowsRows))
        {
            int site = Step(in row, exits, out ResultSelectRow kept);
            if (site == 0)
            {
                selectRows.Add(kept);
            }
        }

        List<ResultResultRow> result = new(selectRows.Count);
        foreach (ref readonly ResultSelectRow row2 in CollectionsMarshal.AsSpan(selectRows))
        {
            int site2 = Step2(in row2, exits, out ResultResultRow kept2);
            if (site2 == 0)
            {
                result.Add(kept2);
            }
        }
        return result;
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    private int RowNumberWindowOrder(TripsRow a, TripsRow b)
    {
        int order = NaturalOrder<long>.Compare(b.Fare, a.Fare);
        if (order != 0)
        {
            return order;
        }
        int order2 = NaturalOrder<long>.Compare(a.TripId, b.TripId);
        if (order2 != 0)
        {
            return order2;
        }
        int order3 = NaturalOrder<DateTime>.Compare(a.PickupLocal, b.PickupLocal);
        if (order3 != 0)
        {
            return order3;
        }
        int order4 = NaturalOrder<DateTime>.Compare(a.DropoffLocal, b.DropoffLocal);
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

    /// <summary>Fills in the values, by the rows' places.</summary>
    private void RowNumberWindow(List<TripsRow> rows, long[] values, bool[] failed)
    {
        Dictionary<ResultRowNumberWindowKey, List<int>> partitions = [];
        for (int i = 0; i < rows.Count; i++)
        {
            TripsRow row = rows[i];
            ResultRowNumberWindowKey key = new ResultRowNumberWindowKey(row.ZoneId);
            if (!partitions.TryGetValue(key, out List<int>? found))
            {
                partitions.Add(key, found = []);
            }

            found.Add(i);
        }

        foreach (List<int> members in partitions.Values)
        {
            int count = members.Count;
            members.Sort((a, b) => RowNumberWindowOrder(rows[a], rows[b]));
            
            for (int at = 0; at < count; at++)
            {
                values[members[at]] = (at + 1L);
            }
        }
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    private int RankWindowOrder(TripsRow a, TripsRow b)
    {
        return NaturalOrder<long>.Compare(a.Fare, b.Fare);
    }

    /// <summary>Fills in the values, by the rows' places.</summary>
    private void RankWindow(List<TripsRow> rows, long[] values, bool[] failed)
    {
        Dictionary<ResultRankWindowKey, List<int>> partitions = [];
        for (int i = 0; i < rows.Count; i++)
        {
            TripsRow row = rows[i];
            ResultRankWindowKey key = new ResultRankWindowKey();
            if (!partitions.TryGetValue(key, out List<int>? found))
            {
                partitions.Add(key, found = []);
            }

            found.Add(i);
        }

        foreach (List<int> members in partitions.Values)
        {
            int count = members.Count;
            members.Sort((a, b) => RankWindowOrder(rows[a], rows[b]));
            
            int peer = 0;
            int rank = 0;
            for (int at = 0; at < count; at++)
            {
                if (at == 0 || RankWindowOrder(rows[members[at - 1]], rows[members[at]]) != 0)
                {
                    peer = at;
                    rank++;
                }
                values[members[at]] = (peer + 1L);
            }
        }
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    private int LagWindowOrder(TripsRow a, TripsRow b)
    {
        int order = NaturalOrder<DateTime>.Compare(a.PickupLocal, b.PickupLocal);
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

    /// <summary>Fills in the values, by the rows' places.</summary>
    private void LagWindow(List<TripsRow> rows, long?[] values, bool[] failed)
    {
        Dictionary<ResultLagWindowKey, List<int>> partitions = [];
        for (int i = 0; i < rows.Count; i++)
        {
            TripsRow row = rows[i];
            ResultLagWindowKey key = new ResultLagWindowKey(row.ZoneId);
            if (!partitions.TryGetValue(key, out List<int>? found))
            {
                partitions.Add(key, found = []);
            }

            found.Add(i);
        }

        foreach (List<int> members in partitions.Values)
        {
            int count = members.Count;
            members.Sort((a, b) => LagWindowOrder(rows[a], rows[b]));
            long?[] argument = new long?[count];
            for (int at = 0; at < count; at++)
            {
                TripsRow row = rows[members[at]];
                argument[at] = row.Fare;
            }
            for (int at = 0; at < count; at++)
            {
                values[members[at]] = Window.At(argument, at - 1, 0, count - 1, null);
            }
        }
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    private int SumWindowOrder(TripsRow a, TripsRow b)
    {
        int order = NaturalOrder<DateTime>.Compare(a.PickupLocal, b.PickupLocal);
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

    /// <summary>Fills in the values, by the rows' places.</summary>
    private void SumWindow(List<TripsRow> rows, Int128?[] values, bool[] failed)
    {
        Dictionary<ResultSumWindowKey, List<int>> partitions = [];
        for (int i = 0; i < rows.Count; i++)
        {
            TripsRow row = rows[i];
            ResultSumWindowKey key = new ResultSumWindowKey(row.ZoneId);
            if (!partitions.TryGetValue(key, out List<int>? found))
            {
                partitions.Add(key, found = []);
            }

            found.Add(i);
        }

        foreach (List<int> members in partitions.Values)
        {
            int count = members.Count;
            members.Sort((a, b) => SumWindowOrder(rows[a], rows[b]));
            long[] argument = new long[count];
            for (int at = 0; at < count; at++)
            {
                TripsRow row = rows[members[at]];
                argument[at] = row.Fare;
            }
            SmallDecimalSum total = default;
            for (int at = 0; at < count; at++)
            {
                total.Add(argument[at]);
                Int128? result = total.IsEmpty ? null : total.Result;
                values[members[at]] = result;
                failed[members[at]] = false;
            }
        }
    }

    /// <summary>The order of rows; null is last both ways.</summary>
    private int AvgWindowOrder(TripsRow a, TripsRow b)
    {
        int order = NaturalOrder<DateTime>.Compare(a.PickupLocal, b.PickupLocal);
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
        int order4 = NaturalOrder<DateTime>.Compare(a.DropoffLocal, b.DropoffLocal);
        if (order4 != 0)
        {
            return order4;
        }
        int order5 = NaturalOrder<long>.Compare(a.Fare, b.Fare);
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

    /// <summary>Fills in the values, by the rows' places.</summary>
    private void AvgWindow(List<TripsRow> rows, Int128?[] values, bool[] failed)
    {
        Dictionary<ResultAvgWindowKey, List<int>> partitions = [];
        for (int i = 0; i < rows.Count; i++)
        {
            TripsRow row = rows[i];
            ResultAvgWindowKey key = new ResultAvgWindowKey();
            if (!partitions.TryGetValue(key, out List<int>? found))
            {
                partitions.Add(key, found = []);
            }

            found.Add(i);
        }

        foreach (List<int> members in partitions.Values)
        {
            int count = members.Count;
            members.Sort((a, b) => AvgWindowOrder(rows[a], rows[b]));
            long[] argument = new long[count];
            for (int at = 0; at < count; at++)
            {
                TripsRow row = rows[members[at]];
                argument[at] = row.Fare;
            }
            for (int at = 0; at < count; at++)
            {
                int first = (int)Math.Max(0, at + (-1L));
                int last = (int)Math.Min(count - 1, at + (0L));
                DecimalMean total = default;
                for (int i = first; i <= last; i++)
                {
                    total.Add(argument[i]);
                }
                bool resultFailed = !total.TryResult(4, out Int128 resultValue);
                Int128? result = total.IsEmpty ? null : resultValue;
                values[members[at]] = result;
                failed[members[at]] = resultFailed;
            }
        }
    }

    /// <summary>The rows with what analytic functions give for them.</summary>
    private List<ResultWindowRow> Windows(List<TripsRow> rows)
    {
        long[] rowNumberWindow = new long[rows.Count];
        bool[] rowNumberWindowFailed = new bool[rows.Count];
        RowNumberWindow(rows, rowNumberWindow, rowNumberWindowFailed);
        long[] rankWindow = new long[rows.Count];
        bool[] rankWindowFailed = new bool[rows.Count];
        RankWindow(rows, rankWindow, rankWindowFailed);
        long?[] lagWindow = new long?[rows.Count];
        bool[] lagWindowFailed = new bool[rows.Count];
        LagWindow(rows, lagWindow, lagWindowFailed);
        Int128?[] sumWindow = new Int128?[rows.Count];
        bool[] sumWindowFailed = new bool[rows.Count];
        SumWindow(rows, sumWindow, sumWindowFailed);
        Int128?[] avgWindow = new Int128?[rows.Count];
        bool[] avgWindowFailed = new bool[rows.Count];
        AvgWindow(rows, avgWindow, avgWindowFailed);
        List<ResultWindowRow> results = new(rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            TripsRow row = rows[i];
            results.Add(new ResultWindowRow(row.TripId, row.ZoneId, row.PickupLocal, row.DropoffLocal, row.Fare, row.Tip, row.Note, rowNumberWindow[i], rankWindow[i], lagWindow[i], sumWindow[i], avgWindow[i]));
        }

        return results;
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step(in ResultWindowRow row, RowExits exits, out ResultSelectRow result)
    {
        result = new ResultSelectRow(row.TripId, row.ZoneId, row.Window1, row.Window2, row.Window3, row.Window4, row.Window5);
        return 0;
    }

    /// <summary>0 where the row stays, else the number of the site at which it leaves.</summary>
    public int Step2(in ResultSelectRow row, RowExits exits, out ResultResultRow result)
    {
        result = new ResultResultRow(row.TripId, row.ZoneId, row.N, row.R, row.Before, row.Running, row.Smooth);
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

internal readonly record struct ResultWindowRow(
    long TripId,
    int ZoneId,
    DateTime PickupLocal,
    DateTime DropoffLocal,
    long Fare,
    long? Tip,
    string? Note,
    long Window1,
    long Window2,
    long? Window3,
    Int128? Window4,
    Int128? Window5);

internal readonly record struct ResultRowNumberWindowKey(int By1);

internal readonly record struct ResultRankWindowKey();

internal readonly record struct ResultLagWindowKey(int By1);

internal readonly record struct ResultSumWindowKey(int By1);

internal readonly record struct ResultAvgWindowKey();

internal readonly record struct ResultSelectRow(
    long TripId,
    int ZoneId,
    long N,
    long R,
    long? Before,
    Int128? Running,
    Int128? Smooth);

internal readonly record struct ResultResultRow(
    long TripId,
    int ZoneId,
    long N,
    long R,
    long? Before,
    Int128? Running,
    Int128? Smooth);
