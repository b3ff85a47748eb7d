using System.Globalization;

namespace FlowLang.Benchmarks.Measuring;

/// <summary>What Linux says of a process: megabytes that it holds and held at most, seconds that it had on processors.</summary>
internal readonly record struct ProcessFigures(double Memory, double PeakMemory, double Processor)
{
    /// <summary>Null where the process has just ended.</summary>
    public static ProcessFigures? Of(int id)
    {
        try
        {
            string[] status = File.ReadAllLines($"/proc/{id}/status");
            string[] times = File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
            return new ProcessFigures(Megabytes(status, "VmRSS"), Megabytes(status, "VmHWM"), (Number(times[11]) + Number(times[12])) / 100);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private static double Megabytes(string[] status, string name) => Number(
        status.First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) / 1000;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
