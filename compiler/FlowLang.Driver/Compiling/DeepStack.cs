using System.Runtime.ExceptionServices;

namespace FlowLang.Driver.Compiling;

/// <summary>Runs work that recurses as deep as a program is nested on threads whose stacks are large enough for it.</summary>
internal static class DeepStack
{
    /// <summary>Bytes; reserved, not used, until a program needs it.</summary>
    private const int StackSize = 256 * 1024 * 1024;

    public static T Run<T>(Func<T> work)
    {
        T[] result = new T[1];
        Run([() => result[0] = work()]);
        return result[0];
    }

    /// <summary>Computes all items, on as many threads as there are cores; the results are in the order of the items.</summary>
    public static TResult[] Map<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> work)
    {
        TResult[] results = new TResult[items.Count];
        int next = -1;
        void Take()
        {
            for (int i = Interlocked.Increment(ref next); i < items.Count; i = Interlocked.Increment(ref next))
            {
                results[i] = work(items[i]);
            }
        }

        Run([.. Enumerable.Repeat(Take, Math.Clamp(items.Count, 1, Environment.ProcessorCount))]);
        return results;
    }

    private static void Run(Action[] works)
    {
        ExceptionDispatchInfo? failure = null;
        Thread[] threads = [.. works.Select(work => new Thread(() => Guard(work, ref failure), StackSize) { IsBackground = true })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        failure?.Throw();
    }

    private static void Guard(Action work, ref ExceptionDispatchInfo? failure)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
    }
}
