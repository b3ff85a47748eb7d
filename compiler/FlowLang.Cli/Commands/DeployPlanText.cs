using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLang.Cli.Terminal;
using FlowLang.Driver.Deploying;

namespace FlowLang.Cli.Commands;

/// <summary>A plan of a deployment for people, and for programs.</summary>
internal static class DeployPlanText
{
    private const int Width = 10;

    private static readonly JsonWriterOptions s_format =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The worst first; what belongs together stays together.</summary>
    public static string Text(DeployPlan plan, string title, TerminalStream stream)
    {
        StringBuilder text = new(title + "\n");
        foreach (DeployChange change in plan.Changes.OrderByDescending(c => c.Verdict))
        {
            string word = stream.Paint(Color(change.Verdict), Word(change.Verdict)) + new string(' ', Width - Word(change.Verdict).Length);
            text.Append(CultureInfo.InvariantCulture, $"  {word}{change.Area}: {change.Text}\n");
            if (change.Note is { } note)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {new string(' ', Width)}  {stream.Paint(Colors.Faint, note)}\n");
            }
        }

        foreach (string part in plan.Uncompared)
        {
            text.Append(CultureInfo.InvariantCulture, $"  nothing is known of {part} that is deployed: give --against that, too\n");
        }

        string counts = string.Join(", ", plan.Changes.GroupBy(c => c.Verdict).OrderByDescending(g => g.Key).Select(
            g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {Word(g.Key)}")));
        text.Append(
            CultureInfo.InvariantCulture, $"verdict: {Word(plan.Verdict)} ({(counts.Length == 0 ? "nothing changes" : counts)})");
        return text.ToString();
    }

    public static string Json(DeployPlan plan, string deployment)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, s_format))
        {
            json.WriteStartObject();
            json.WriteString("deployment", deployment);
            json.WriteString("verdict", Word(plan.Verdict));
            json.WriteStartArray("changes");
            foreach (DeployChange change in plan.Changes)
            {
                json.WriteStartObject();
                json.WriteString("area", change.Area);
                json.WriteString("change", change.Text);
                json.WriteString("verdict", Word(change.Verdict));
                json.WriteString("note", change.Note);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("not_compared");
            plan.Uncompared.ToList().ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Word(DeployVerdict verdict) => verdict switch
    {
        DeployVerdict.Safe => "safe",
        DeployVerdict.Restart => "restart",
        _ => "breaking",
    };

    private static string Color(DeployVerdict verdict) => verdict switch
    {
        DeployVerdict.Safe => Colors.Good,
        DeployVerdict.Restart => Colors.Warning,
        _ => Colors.Error,
    };
}
