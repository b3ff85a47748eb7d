using System.Text.Json;
using FlowLang.Runtime;
using Google.Apis.Auth.OAuth2;

namespace FlowLang.GoogleCloud;

/// <summary>
/// A file of credentials of Google Cloud: the one that GOOGLE_APPLICATION_CREDENTIALS names, else what gcloud left for this user. It is
/// looked at before it is used, so that what is wrong with it can be said without a word of what is in it.
/// </summary>
/// <param name="Path">As the variable names it.</param>
/// <param name="Changed">When it was written last.</param>
/// <param name="IsNamed">False where gcloud left it.</param>
internal sealed record CredentialFile(string Path, DateTime Changed, bool IsNamed)
{
    private const long Longest = 1 << 20;

    /// <summary>Null where there is none; throws RT2058 where one is named that is not there.</summary>
    public static CredentialFile? Find(string? named, Func<string, string?> variable)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return File.Exists(named)
                ? new CredentialFile(named, File.GetLastWriteTimeUtc(named), IsNamed: true)
                : throw GoogleErrors.NoCredentials("there is no file as GOOGLE_APPLICATION_CREDENTIALS names it");
        }

        string? folder = variable("CLOUDSDK_CONFIG") is { Length: > 0 } other ? other
            : variable("HOME") is { Length: > 0 } home ? System.IO.Path.Combine(home, ".config", "gcloud")
            : null;
        string? left = folder is null ? null : System.IO.Path.Combine(folder, "application_default_credentials.json");
        return File.Exists(left) ? new CredentialFile(left, File.GetLastWriteTimeUtc(left), IsNamed: false) : null;
    }

    /// <summary>Throws RT2058 where it can't be used.</summary>
    public GoogleCredential Read()
    {
        try
        {
            if (new FileInfo(Path).Length > Longest)
            {
                throw Broken("it is longer than any such file");
            }

            string text = File.ReadAllText(Path);
            using JsonDocument json = JsonDocument.Parse(text);
            return CredentialForm.Problem(json.RootElement) is { } problem
                ? throw Broken(problem)
                : CredentialFactory.FromJson(text, json.RootElement.GetProperty("type").GetString());
        }
        catch (JsonException e)
        {
            throw Broken("it is not JSON", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken("it can't be read", e);
        }
        catch (Exception e) when (e is not FlowException)
        {
            // The library throws what its parts do; its texts may quote what is in the file.
            throw Broken("it holds none that can be used", e);
        }
    }

    private FlowException Broken(string why, Exception? inner = null) => GoogleErrors.NoCredentials(
        $"{Path}, {(IsNamed ? "which GOOGLE_APPLICATION_CREDENTIALS names" : "which gcloud left")}: {why}", inner);
}
